// @ts-check
// The side panel's report: what one claim says, and the report's words with every claim's sentence marked.
// Texts of reports become text nodes, never markup.

/**
 * An HTML element; strings among the children become text. @param {string} name
 * @param {Record<string, string | number | boolean>} [attributes] @param {(Node | string)[]} [children]
 */
function html(name, attributes = {}, children = []) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== false) element.setAttribute(key, value === true ? "" : String(value));
  element.append(...children);
  return element;
}

/**
 * From code points, in which the records count, to UTF-16 units, in which strings do.
 * @param {string} text @returns {(offset: number) => number}
 */
function unitsOf(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (offset) => offset;
  const starts = [0];
  for (const character of text) starts.push(starts[starts.length - 1] + character.length);
  return (offset) => starts[Math.min(offset, starts.length - 1)];
}

/**
 * The text cut wherever a claim's sentence, trigger or named words begin or end.
 * @param {string} text @param {any[]} claims @returns {{text: string, start: number, claims: any[], trigger: boolean, named: any[]}[]}
 */
function pieces(text, claims) {
  const unit = unitsOf(text);
  const cuts = new Set([0, text.length]);
  /** @param {number[]} span */
  const add = (span) => span.forEach((offset) => cuts.add(unit(offset)));
  for (const claim of claims) [claim.span, ...(claim.trigger ? [claim.trigger] : []), ...claim.mentions].forEach(add);
  const order = [...cuts].sort((a, b) => a - b);
  const spans = claims.map((claim) => ({ claim, from: unit(claim.span[0]), to: unit(claim.span[1]) }));
  const triggers = claims.filter((c) => c.trigger).map((c) => c.trigger.map(unit));
  const named = claims.flatMap((claim) => claim.mentions.map((/** @type {number[]} */ m) => ({ claim, from: unit(m[0]), to: unit(m[1]) })));
  return order.slice(0, -1).map((start, i) => {
    const end = order[i + 1];
    /** @param {{from: number, to: number}} s */
    const covers = (s) => s.from <= start && s.to >= end;
    return {
      text: text.slice(start, end),
      start,
      // the shortest first: it is what a click there means
      claims: spans.filter(covers).sort((a, b) => a.to - a.from - (b.to - b.from)).map((s) => s.claim),
      trigger: triggers.some(([from, to]) => from <= start && to >= end),
      named: named.filter(covers).map((n) => n.claim),
    };
  });
}

class Reader {
  /** @param {HTMLElement} root @param {{select: (claim: any) => void, step: (by: number) => void}} on */
  constructor(root, on) {
    this.root = root;
    this.on = on;
    this.card = html("div", { class: "card" });
    this.body = html("div", { class: "body" });
    root.append(this.card, this.body);
    this.report = -1;
  }

  /** Shows a claim in its report. @param {any} claim @param {any[]} claims all of the report's */
  show(claim, claims) {
    if (claim.report !== this.report) this.showReport(claim.report, claims);
    this.showCard(claim);
    this.mark(claim);
  }

  /** @param {number} number @param {any[]} claims */
  showReport(number, claims) {
    const report = DATA.reports[number];
    this.report = number;
    this.card.replaceChildren();
    const facts = [report.outlet, report.published].filter(Boolean).join(" · ");
    const head = html("header", {}, [html("h2", { dir: "auto" }, [report.title])]);
    if (facts || report.url) {
      const line = html("p", { class: "facts" }, [facts]);
      if (report.url) line.append(facts ? " · " : "", html("a", { href: report.url, rel: "noreferrer noopener", target: "_blank" }, ["original"]));
      head.append(line);
    }
    const text = html("div", { class: "text", dir: "auto", lang: report.language });
    text.append(...pieces(report.text, claims).map((piece) => this.piece(piece)));
    this.body.replaceChildren(head, text, ...this.checks(report.checks));
    this.body.scrollTop = 0;
  }

  /** @param {{text: string, start: number, claims: any[], trigger: boolean, named: any[]}} piece */
  piece(piece) {
    if (!piece.claims.length) return document.createTextNode(piece.text);
    const ids = piece.claims.map((c) => c.id).join(" ");
    const mark = html("mark", { "data-claims": ids, "data-named": piece.named.map((c) => c.id).join(" "), style: `--c:var(--act-${piece.claims[0].family})` });
    if (piece.trigger) mark.append(html("b", { class: "trigger" }, [piece.text]));
    else mark.append(piece.text);
    mark.addEventListener("click", () => {
      const chosen = piece.claims.findIndex((c) => c === this.claim);
      this.on.select(piece.claims[(chosen + 1) % piece.claims.length]);
    });
    return mark;
  }

  /** @param {any} claim */
  mark(claim) {
    this.claim = claim;
    /** @type {HTMLElement | null} */
    let first = null;
    for (const mark of this.body.querySelectorAll("mark")) {
      /** @param {string} name */
      const has = (name) => (mark.getAttribute(name) || "").split(" ").includes(claim.id);
      const chosen = has("data-claims");
      mark.classList.toggle("chosen", chosen);
      mark.classList.toggle("named", chosen && has("data-named"));
      if (chosen) {
        /** @type {HTMLElement} */ (mark).style.setProperty("--c", `var(--act-${claim.family})`);
        if (!first) first = /** @type {HTMLElement} */ (mark);
      }
    }
    if (!first) return;
    const box = first.getBoundingClientRect(), pane = this.body.getBoundingClientRect();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.body.scrollTo({ top: this.body.scrollTop + box.top - pane.top - pane.height * 0.28, behavior: calm ? "auto" : "smooth" });
  }

  /** @param {any} claim */
  showCard(claim) {
    const title = html("div", { class: "card-title" }, [
      html("h2", { tabindex: -1 }, [html("i", { class: "swatch", style: `--c:var(--act-${claim.family})` }), sentenceCase(claim.label)]),
      ...(claim.modality === "happened" ? [] : [html("span", { class: "modality" }, [claim.modalityText])]),
      html("span", { class: "steps" }, [this.step("Previous claim", "‹", -1), this.step("Next claim", "›", 1)]),
    ]);
    const rows = html("dl");
    for (const [name, value] of facts(claim)) rows.append(html("dt", {}, [name]), html("dd", { dir: "auto" }, value));
    this.card.replaceChildren(title, rows);
    this.card.scrollTop = 0;
    this.card.setAttribute("style", `--c:var(--act-${claim.family})`);
  }

  /** @param {string} label @param {string} sign @param {number} by */
  step(label, sign, by) {
    const button = html("button", { type: "button", "aria-label": label, title: label }, [sign]);
    button.addEventListener("click", () => this.on.step(by));
    return button;
  }

  /** @param {any[]} checks @returns {Node[]} */
  checks(checks) {
    if (!checks.length) return [];
    const list = html("ul", { class: "checks" }, checks.map((check) => html("li", {}, [
      html("span", { class: `verdict ${check.verdict}` }, [check.verdict]), html("q", { dir: "auto" }, [check.quote]), html("small", {}, [checkText(check)]),
    ])));
    return [html("h3", {}, ["Statements checked"]), list];
  }
}

/** @param {any} check */
function checkText(check) {
  const parts = [check.kind, check.stated && `stated ${check.stated}`, check.found && `found ${check.found}`, check.basis];
  return parts.filter(Boolean).join(" · ");
}

/** @param {string} text */
function sentenceCase(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @param {any} place @returns {(Node | string)[]} */
function placeWords(place) {
  return place.text ? [place.name, html("small", {}, [place.text])] : [place.name];
}

/** What the record knows of a claim, row by row. @param {any} claim @returns {[string, (Node | string)[]][]} */
function facts(claim) {
  /** @type {[string, (Node | string)[]][]} */
  const rows = claim.people.map((/** @type {string[]} */ [role, names]) => [role, [names]]);
  if (claim.place) rows.push(["Where", placeWords(claim.place)]);
  if (claim.parts.length) rows.push(["Parts", [claim.parts.map((/** @type {any} */ p) => p.name).join(", ")]]);
  if (claim.origin) rows.push(["From", placeWords(claim.origin)]);
  if (claim.destination) rows.push(["To", placeWords(claim.destination)]);
  if (!claim.at) rows.push(["Map", [claim.place || claim.origin || claim.destination ? "not on the map: the place is not known" : "not on the map: no place is named"]]);
  rows.push(["When", [claim.when || "undated"]]);
  if (claim.figures.length) rows.push(["Figures", [claim.figures.join("; ")]]);
  if (claim.weapon) rows.push(["Weapon", [claim.weapon]]);
  const [inner, ...outer] = claim.saidBy;
  const said = inner ? [inner, ...(outer.length ? [html("small", {}, [`passed on by ${outer.join(", by ")}`])] : [])] : [`${claim.outlet}, in its own voice`];
  rows.push(["Says who", claim.selfServing ? [...said, html("small", { class: "warn" }, ["the source speaks for the side that gains by it"])] : said]);
  if (claim.channel) rows.push(["Through", [claim.channel]]);
  if (claim.confirmedBy.length) rows.push(["Confirmed by", [claim.confirmedBy.join("; ")]]);
  for (const check of DATA.reports[claim.report].checks.filter((/** @type {any} */ c) => c.claim === claim.id)) {
    rows.push(["Check", [html("span", { class: `verdict ${check.verdict}` }, [check.verdict]), html("small", {}, [checkText(check)])]]);
  }
  const percent = Math.round(claim.confidence * 100);
  const bar = html("span", { class: "confidence", "aria-hidden": "true" }, [html("i", { style: `width:${percent}%` })]);
  rows.push(["Confidence", [bar, ` ${percent} in 100`, html("small", {}, ["that the report is read rightly, not that it is true"])]]);
  return rows;
}
