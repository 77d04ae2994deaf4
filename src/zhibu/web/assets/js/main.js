// What the pages do beyond plain HTML. Every page works without this file; it saves text, opens dialogs in place, draws charts.
import "./swap.js";
import { watchDrafts } from "./drafts.js";
import { watchDialogs } from "./dialogs.js";
import { watchMenus } from "./menus.js";
import { watchAppearance } from "./appearance.js";
import { offerCopies } from "./copy.js";
import { drawCharts } from "./charts.js";
import { keepDays } from "./days.js";
import { watchNumbers } from "./numbers.js";
import { watchRolls } from "./roll.js";
import { watchTallies } from "./tally.js";
import { watchUploads } from "./uploads.js";
import { watchUnsent } from "./unsent.js";
import { ringBell } from "./bell.js";

keepDays(document.body);
watchDialogs();
watchMenus();
watchAppearance();
watchNumbers();
watchRolls(document);
watchUnsent();
watchDrafts(document);
offerCopies(document);
drawCharts(document);
watchTallies(document);
watchUploads(document);
ringBell();

document.querySelector("[data-focus]")?.focus();
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) {
    window.print();
  }
});
document.addEventListener("zhibu:page", ({ detail }) => {
  keepDays(detail);
  watchDrafts(detail);
  offerCopies(detail);
  drawCharts(detail);
});
document.addEventListener("htmx:load", ({ target }) => {
  keepDays(target);
  offerCopies(target);
  drawCharts(target);
});
