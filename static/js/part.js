// A part as its page shows it, and what of that is stored, as far as the page knows. Its fields are each statement's key
// after "answer-", and the words.

import { clean } from "./clean.js";
import { piece } from "./pieces.js";
import { Words } from "./words.js";

export const WORDS = "reflection";

export const VALUES = ["nothing", "ticked", "not-true", "not-sure"]; // by their digits in `shown`, unless a row has others
const ANSWER = "answer-";
const LIMIT = 10_000; // characters
const NEARLY = 9_000;

export function readPart(form, statements, readers) {
  const { reflection: box, shown } = form.elements;
  const rows = new Map(statements.rows.map((row) => [ANSWER + statements.key(row), row]));
  const words = new Words(form.elements, clean(box.defaultValue));
  const text = () => clean(box.value);

  const isStatement = (field) => rows.has(field);
  const valuesOf = (field) => rows.get(field).dataset.values?.split(" ") ?? VALUES;
  const offers = (field, newValue) => isStatement(field) && valuesOf(field).includes(newValue);
  const value = (field) => statements.value(rows.get(field));
  const show = (field, newValue) => statements.show(rows.get(field), newValue);

  const known = new Map([...rows.keys()].map((field, index) => [field, shownWith(field, index)]));

  function shownWith(field, index) {
    return shown?.value ? valuesOf(field)[shown.value[index]] : value(field);
  }

  function differences() {
    return [...rows.keys(), WORDS].filter(differs);
  }

  function differs(field) {
    if (field === WORDS) return text() !== words.known;
    return value(field) !== known.get(field) && !(value(field) === "nothing" && known.get(field) === "not-true"); // no box says “not true”
  }

  // The page's form tells apart what it was shown with and what was changed since.
  function note(field, mark = "?") {
    if (!shown || !isStatement(field)) return;
    const index = [...rows.keys()].indexOf(field);
    shown.value = shown.value.slice(0, index) + mark + shown.value.slice(index + 1);
  }

  // What is sent of a field, and kept.
  function content(field) {
    if (field === WORDS) return words.content(text());
    return { statement: field.replace(ANSWER, ""), value: value(field) };
  }

  // From here on it may have arrived, whether we hear of it or not. Says whether there is more to keep now.
  function flies(field) {
    if (field === WORDS) words.flies(text());
    return !isStatement(field);
  }

  // Our server says that it has stored a field. "stranger": ours never speaks like that.
  function took(field, reply, sent, isNewest) {
    if (field === WORDS) return tookWords(reply, sent);
    return tookAnswer(field, reply, isNewest);
  }

  function tookWords(reply, { reflection }) {
    if (!Number.isInteger(reply.revision)) return "stranger";
    words.saved(reflection, reply);
    readers?.tell(reply.readers);
  }

  function tookAnswer(field, { value: stored }, isNewest) {
    const digit = valuesOf(field).indexOf(stored);
    if (digit < 0) return "stranger";
    known.set(field, stored);
    if (!isNewest) return;
    show(field, stored);
    note(field, String(digit));
  }

  // Says how many characters are too many.
  function count() {
    const { length } = [...text()];
    const written = `You have written ${length.toLocaleString()} of 10,000 characters.`;
    piece("count").textContent = length < NEARLY ? "" : written;
    return length - LIMIT;
  }

  return { box, text, words, readers, offers, show, differences, note, content, flies, took, count };
}
