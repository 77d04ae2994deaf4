// Drafts: a form with data-draft="<address>" is saved on the server as it is typed and given back after a log-in.
// Nothing is kept in the browser, since office computers are shared, unless the form says so (unsent.js). Numbers marked data-draft-skip
// never leave the form; what a hidden field marked data-draft-kept says, such as the revision one started from, goes along.
import { say, token } from "./page.js";
import { dropUnsent, keepUnsent, unsent } from "./unsent.js";

const PAUSE = 1200;
const UNKEPT = new Set(["password", "file", "hidden", "submit", "button"]);

function kept(form) {
  return [...form.elements].filter(
    (one) => one.name && !one.disabled && (!UNKEPT.has(one.type) || "draftKept" in one.dataset) && !one.closest("[data-draft-skip]"),
  );
}

// One text a name; several ticks of one name are joined by line breaks.
function values(form) {
  const fields = {};
  for (const one of kept(form)) {
    const found = ticks(one) ? (one.checked ? [one.value] : []) : texts(one);
    fields[one.name] = [...(fields[one.name] ? [fields[one.name]] : []), ...found].join("\n");
  }
  return fields;
}

function ticks(one) {
  return one.type === "checkbox" || one.type === "radio";
}

function texts(one) {
  return one.multiple ? [...one.selectedOptions].map((option) => option.value) : [one.value];
}

function fill(form, fields) {
  for (const one of kept(form)) {
    const given = fields[one.name];
    if (given === undefined) continue;
    if (ticks(one)) {
      one.checked = given.split("\n").includes(one.value);
    } else if (one.multiple) {
      for (const option of one.options) option.selected = given.split("\n").includes(option.value);
    } else {
      one.value = given;
    }
  }
  form.dispatchEvent(new CustomEvent("zhibu:filled"));
}

function watch(form) {
  const address = form.dataset.draft;
  const place = document.querySelector(".draft-state");
  const untouched = JSON.stringify(values(form));
  let saved = untouched;
  let timer = 0;
  let sent = false;

  function state(text, failed = false) {
    if (!place) return;
    place.textContent = text;
    place.dataset.state = failed ? "failed" : "";
  }

  function request(method, body) {
    return fetch(address, {
      method,
      body,
      keepalive: Boolean(body) && body.length < 60000,
      redirect: "error",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
    });
  }

  async function save() {
    clearTimeout(timer);
    const fields = values(form);
    const text = JSON.stringify(fields);
    if (text === saved) return true;
    const here = keepUnsent(form, fields);
    try {
      const answer = await request("POST", JSON.stringify({ fields }));
      if (answer.status === 403) throw new Error("not accepted");
      if (answer.ok) {
        saved = text;
        dropUnsent(form);
        state("草稿已自动保存");
        return true;
      }
    } catch {
      timer = setTimeout(save, 15000);
      const where = here ? "文字留在本机，有网络以后再提交" : "文字仍在本页";
      state(`草稿暂未保存：请检查网络或重新登录，${where}`, true);
      return false;
    }
    state("草稿没有保存，请直接提交", true);
    return true;
  }

  // Who is no longer signed in, or cut off, would lose with the page whatever the draft doesn't hold: the form waits.
  // A log-in in another window renews the token that this page was made with.
  async function send(event) {
    clearTimeout(timer);
    form.elements.csrfmiddlewaretoken.value = token();
    if (sent || JSON.stringify(values(form)) === saved) {
      sent = true;
      return;
    }
    event.preventDefault();
    sent = await save();
    if (sent) {
      clearTimeout(timer);
      form.requestSubmit(event.submitter);
    } else {
      say("没有提交：网络不通，或已退出登录。请在新窗口登录后，回到本页再提交，文字仍在本页。");
    }
  }

  // What this browser could not send is newer than what the server has.
  function offerUnsent() {
    const fields = unsent(form);
    if (!fields || JSON.stringify(fields) === untouched) return false;
    const note = notice("有未提交的文字，上次没有网络，留在了本机。", "恢复", () => {
      fill(form, fields);
      note.remove();
      save();
    });
    note.append(
      button("放弃", () => {
        dropUnsent(form);
        note.remove();
        restore();
      }),
    );
    return true;
  }

  function button(label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn small";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  function notice(text, label, act) {
    const note = document.createElement("p");
    note.className = "note";
    note.setAttribute("role", "status");
    note.textContent = text;
    note.append(button(label, act));
    form.before(note);
    return note;
  }

  async function restore() {
    const answer = await request("GET").catch(() => null);
    if (!answer?.ok || answer.status === 204) return;
    const draft = await answer.json().catch(() => null);
    if (!draft?.fields || !Object.keys(draft.fields).length || JSON.stringify(values(form)) !== untouched) return;
    fill(form, draft.fields);
    saved = JSON.stringify(values(form));
    if (saved === untouched) return;
    offerToDrop();
  }

  function offerToDrop() {
    const note = notice("已恢复上次没有提交的内容。", "放弃草稿", async () => {
      await request("DELETE").catch(() => null);
      fill(form, JSON.parse(untouched));
      saved = untouched;
      note.remove();
      state("草稿已放弃");
    });
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", send);
  window.addEventListener("pageshow", () => {
    sent = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !sent) save();
  });
  // A form that comes back with objections holds newer words than the draft.
  if (!("draftBound" in form.dataset) && !offerUnsent()) restore();
}

export function watchDrafts(root) {
  root.querySelectorAll("form[data-draft]").forEach(watch);
}
