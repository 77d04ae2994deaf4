// Draws what zhibu.web.charts declares: bars, lines, shares, trees. Colours are the page's own; a bar opens its records.
import { init, use } from "echarts/core";
import { BarChart, LineChart, PieChart, TreeChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, PieChart, TreeChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

function colours() {
  const style = getComputedStyle(document.documentElement);
  const role = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: role("ink"),
    soft: role("ink-2"),
    line: role("line"),
    paper: role("paper"),
    series: [role("red"), role("slate"), role("gold"), role("green"), role("amber"), role("mute")],
  };
}

function axes(data, ink) {
  const names = {
    type: "category",
    data: data.names,
    inverse: data.kind === "bars",
    axisLine: { lineStyle: { color: ink.line } },
    axisTick: { show: false },
    axisLabel: { color: ink.soft },
  };
  const figures = { type: "value", axisLabel: { color: ink.soft }, splitLine: { lineStyle: { color: ink.line } }, minInterval: 1 };
  return data.kind === "bars" ? { xAxis: figures, yAxis: names } : { xAxis: names, yAxis: figures };
}

function series(data) {
  if (data.kind === "shares") {
    const values = data.series[0].values.map((value, index) => ({ value, name: data.names[index] }));
    return [{ type: "pie", radius: ["52%", "76%"], data: values, label: { formatter: "{b} {c}" } }];
  }
  return data.series.map(({ name, values }) => ({
    name,
    data: values,
    type: data.kind === "lines" ? "line" : "bar",
    stack: data.stacked ? "all" : undefined,
    barMaxWidth: 22,
    symbolSize: 6,
  }));
}

function tree(data, ink) {
  return {
    type: "tree",
    data: [data.root],
    orient: "LR",
    left: 150,
    right: 210,
    top: 8,
    bottom: 8,
    symbolSize: 8,
    itemStyle: { color: ink.series[0], borderColor: ink.series[0] },
    initialTreeDepth: 3,
    roam: true,
    label: { position: "left", align: "right", color: ink.ink },
    leaves: { label: { position: "right", align: "left" } },
    lineStyle: { color: ink.line },
  };
}

function options(data) {
  const ink = colours();
  const common = {
    color: ink.series,
    aria: { enabled: true },
    animationDuration: 250,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink.ink },
    // A tooltip in HTML would carry style attributes, which the content security policy forbids.
    tooltip: { renderMode: "richText", confine: true, backgroundColor: ink.paper, borderColor: ink.line, textStyle: { color: ink.ink } },
  };
  if (data.kind === "tree") {
    return { ...common, series: [tree(data, ink)] };
  }
  const legend = data.series.length > 1 || data.kind === "shares" ? { bottom: 0, textStyle: { color: ink.soft } } : undefined;
  const plane = data.kind === "shares" ? {} : axes(data, ink);
  const grid = { left: 8, right: 24, top: 12, bottom: legend ? 36 : 8, containLabel: true };
  return { ...common, grid, legend, ...plane, series: series(data) };
}

function leaves(node) {
  return node.children.length ? node.children.reduce((sum, child) => sum + leaves(child), 0) : 1;
}

export function draw(place, data) {
  if (data.root) {
    place.style.height = `${Math.min(2400, Math.max(200, leaves(data.root) * 30 + 40))}px`;
  }
  const chart = init(place, null, { renderer: "canvas" });
  // Columns lie down on a phone: their names would not fit below them.
  const kind = data.kind === "columns" && place.clientWidth < 520 ? "bars" : data.kind;
  const paint = () => chart.setOption(options({ ...data, kind }), true);
  paint();
  chart.on("click", ({ dataIndex, data: point }) => {
    const address = point?.href ?? data.links?.[dataIndex];
    if (address) location.assign(address);
  });
  new ResizeObserver(() => chart.resize()).observe(place);
  document.addEventListener("zhibu:appearance", paint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}
