// The drawing part (most of the bytes) is loaded only when a chart comes into view; its table is there from the start.

function load(place) {
  import(place.dataset.source).then(({ draw }) => {
    if (!place.isConnected) return; // Another page took the place of this one while the drawing part came.
    const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    place.hidden = false;
    draw(place, data);
    const table = place.closest("figure")?.querySelector("details");
    if (table) table.open = false;
  });
}

export function drawCharts(root) {
  root.querySelectorAll("[data-chart][hidden]").forEach((place) => {
    const figure = place.closest("figure");
    const seen = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        seen.disconnect();
        load(place);
      }
    });
    seen.observe(figure);
  });
}
