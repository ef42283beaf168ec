// A call is saved: whoever goes back in this tab, past later calls too, doesn't find what was said.
sessionStorage.setItem("saved-call/" + document.querySelector("[data-saved]").dataset.saved, "");
