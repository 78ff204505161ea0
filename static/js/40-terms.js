// Escape puts the meaning of a term away; it comes back when the term is left and entered again.
for (const term of document.querySelectorAll(".term")) {
  const open = () => term.classList.remove("closed");
  term.addEventListener("mouseleave", open);
  term.addEventListener("focusout", open);
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".term:is(:hover, :focus-within)")) term.classList.add("closed");
});
