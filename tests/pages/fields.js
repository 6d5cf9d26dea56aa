// What a page could do to us: notes its own errors, and what keys reach it.
window.problems = [];
window.keys = [];
addEventListener("error", (event) => window.problems.push(String(event.message)));
addEventListener("unhandledrejection", (event) => window.problems.push(String(event.reason)));
addEventListener("keydown", (event) => window.keys.push(event.key));
document.getElementById("open-dialog").addEventListener("click", () => {
  document.getElementById("dialog").showModal();
});
