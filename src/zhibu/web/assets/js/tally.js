// How many of a group are ticked, where its hint says it. The server counts again when the form is sent.
export function watchTallies(root) {
  for (const place of root.querySelectorAll("fieldset [data-tally]")) {
    const group = place.closest("fieldset");
    group.addEventListener("change", () => {
      place.textContent = group.querySelectorAll("input:checked").length;
    });
  }
}
