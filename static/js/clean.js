// Words as our server will keep them, so that they are known as one’s own when they come back: `clean` in teams/words.py.

/** @param {string} text */
export function clean(text) {
  const whole = text.replace(/[\ud800-\udfff]/gu, "\ufffd").replace(/[\x1e\u2010\u2011]/g, "-");
  const fit = whole.replace(/(?![\t\n\v\f\r\x85])[\p{Cc}\p{NChar}\xad\ufeff\ufff9-\ufffb]/gu, "");
  return fit.replace(/\r\n|[\r\v\f\x85\u2028\u2029]/g, "\n");
}
