// The words of a part: which text they follow, and what to do when somebody else has written meanwhile.

/**
 * @typedef {{ value: string }} Field of the page's form, so that it can be sent without a script too
 * @typedef {{ revision: Field, fingerprint: Field, instead_of: Field }} Fields
 * @typedef {{ revision: number, fingerprint: string, text?: string }} Stored
 */

/** Where one text holds the other, the longer one is both. @type {(theirs: string, mine: string) => string} */
export function bothTexts(theirs, mine) {
  if (theirs.includes(mine)) return theirs;
  return mine.includes(theirs) ? mine : `${theirs}\n\n${mine}`;
}

export class Words {
  /**
   * @param {Fields} fields
   * @param {string} text as it is stored, as far as the page knows
   */
  constructor(fields, text) {
    this.fields = fields;
    /** @type {string | null} */
    this.known = text;
    /** @type {Set<string>} */
    this.sent = new Set(); // texts that may have arrived without our hearing of it
    /** @type {Stored | null} */
    this.conflict = null; // what somebody else wrote
  }

  /** @param {string} text */
  content(text) {
    const { revision, instead_of: insteadOf } = this.fields;
    return { reflection: text, revision: +revision.value, instead_of: insteadOf.value || null, sent: [...this.sent] };
  }

  /** From here on it may have arrived. @param {string} text */
  flies(text) {
    this.fields.instead_of.value = text;
    this.sent.add(text);
  }

  /** Unless something newer was heard of meanwhile. @param {string} text @param {Stored} stored */
  saved(text, stored) {
    const { revision, fingerprint, instead_of: insteadOf } = this.fields;
    if (stored.revision < +revision.value) return;
    this.known = text;
    revision.value = String(stored.revision);
    fingerprint.value = stored.fingerprint;
    insteadOf.value = "";
    this.sent.clear();
  }

  /**
   * Another text is stored. Says whether it is one of ours, or as we knew it: then it may be written over.
   * @param {Stored & { text: string }} stored
   */
  foundOther(stored) {
    const { text } = stored;
    const isMine = text === this.known || this.sent.has(text);
    if (isMine) this.saved(text, stored);
    else this.conflict = stored;
    if (isMine) this.fields.instead_of.value = text; // whatever its revision
    return isMine;
  }

  /** @param {string} mine */
  merge(mine) {
    const theirs = this.conflict?.text ?? "";
    if (this.conflict) this.saved(theirs, this.conflict);
    this.conflict = null;
    return bothTexts(theirs, mine);
  }
}
