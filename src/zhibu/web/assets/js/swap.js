// htmx, told to keep to the content security policy: no eval, no style of its own, no other host.
import htmx from "htmx.org";
import { say, token } from "./page.js";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  timeout: 30000,
});

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") {
    detail.headers["X-CSRFToken"] = token();
  }
});
document.addEventListener("htmx:sendError", () => say("网络不通，稍后会再试。已填写的内容仍在本页。"));
document.addEventListener("htmx:responseError", ({ detail }) => {
  say(detail.xhr.status === 403 ? "您没有办理这一步的权限。" : "没有办成，请稍后再试。");
});
document.addEventListener("zhibu:page", ({ detail }) => htmx.process(detail));
