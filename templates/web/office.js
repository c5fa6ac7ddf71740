// Every page of the office: forms are sent once however often their button is pressed, what was
// wrong is looked at first, and what can be thrown away is asked about.

document.documentElement.classList.add("scripted");

document.addEventListener("submit", (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.ask;
  if (question && !confirm(question)) {
    event.preventDefault();
    return;
  }
  if (form.method !== "post" || event.defaultPrevented || form.dataset.many !== undefined) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // A download leaves the page where it is: the form may be sent again after a while.
  setTimeout(() => delete form.dataset.sent, 4000);
});

// Back from another page: the form may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

document.getElementById("said")?.focus();
