// Small menus made of <details>, and the drawer: closed by Escape and by a click beside them.

function closeMenus(except) {
  document.querySelectorAll("details.drop[open], details.who[open]").forEach((menu) => {
    if (!menu.contains(except)) menu.open = false;
  });
}

export function watchMenus() {
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement?.closest("details.drop[open], details.who[open]");
    closeMenus(null);
    menu?.querySelector("summary").focus();
    if (location.hash === "#menu") location.hash = "#main";
  });
}
