// The square of a return code leads here with the code behind #, which no server sees. It is put into the box, and taken
// out of the address, so that the next person on this device doesn't find it there.

const code = decodeURIComponent(location.hash.slice(1));

if (/^[a-z\d]{4}(-[a-z\d]{4}){2}$/i.test(code)) {
  document.querySelector("#id_code").value = code;
  document.querySelector("[data-filled-in]").hidden = false;
  history.replaceState(null, "", location.pathname);
}
