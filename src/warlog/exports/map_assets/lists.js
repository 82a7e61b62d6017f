// @ts-check
// The legend that filters, the selects, and the list of claims.

/** What the filters ask for, the timeline apart. */
class Filters {
  /** @param {any[]} claims @param {() => void} changed */
  constructor(claims, changed) {
    this.claims = claims;
    this.changed = changed;
    /** families switched off */
    this.off = new Set();
    this.act = this.speaker = this.report = this.words = "";
    this.buildLegend();
    this.buildSelects();
  }

  get active() {
    return Boolean(this.off.size || this.act || this.speaker || this.report || this.words);
  }

  clear() {
    this.off.clear();
    this.act = this.speaker = this.report = this.words = "";
    for (const id of ["by-act", "by-speaker", "by-report", "find"]) /** @type {HTMLInputElement} */ (byId(id)).value = "";
  }

  /** @param {any} claim */
  lets(claim) {
    return !this.off.has(claim.family)
      && (!this.act || claim.act === this.act)
      && (!this.speaker || claim.speakers.includes(this.speaker))
      && (!this.report || String(claim.report) === this.report)
      && (!this.words || this.words.split(/\s+/).every((word) => claim.words.includes(word)));
  }

  buildLegend() {
    this.buttons = byFamily(this.claims).map(([id, count]) => {
      const family = DATA.families.find((/** @type {any} */ f) => f.id === id);
      const acts = [...new Set(this.claims.filter((c) => c.family === id).map((c) => c.label))];
      const button = html("button", { type: "button", "data-family": id, "aria-pressed": "true", title: acts.join(", "), style: `--c:var(--act-${id})` }, [
        html("i", { class: "swatch" }), family.label, html("span", { class: "count" }, [String(count)]),
      ]);
      button.addEventListener("click", () => this.pressFamily(id));
      return button;
    });
    byId("legend").replaceChildren(...this.buttons);
  }

  /** The first press shows a family alone; later ones add and remove. @param {string} id */
  pressFamily(id) {
    const all = this.buttons.map((b) => String(b.getAttribute("data-family")));
    if (!this.off.size && all.length > 1) this.off = new Set(all.filter((other) => other !== id));
    else if (this.off.has(id)) this.off.delete(id);
    else this.off.add(id);
    if (this.off.size === all.length) this.off.clear();
    this.changed();
  }

  buildSelects() {
    /** @param {string} id @param {string} all @param {Node[]} options @param {(value: string) => void} set */
    const select = (id, all, options, set) => {
      const element = /** @type {HTMLSelectElement} */ (byId(id));
      element.append(html("option", { value: "" }, [all]), ...options);
      element.addEventListener("change", () => {
        set(element.value);
        this.changed();
      });
    };
    /** @param {string} value @param {string} label @param {number} count */
    const option = (value, label, count) => html("option", { value }, [`${label} (${count})`]);
    const acts = DATA.families.map((/** @type {any} */ f) => html("optgroup", { label: f.label }, Object.entries(f.acts)
      .map(([act, label]) => /** @type {[string, string, number]} */ ([act, String(label), this.claims.filter((c) => c.act === act).length]))
      .filter(([, , count]) => count).map(([act, label, count]) => option(act, sentenceCase(label), count)))).filter((/** @type {Element} */ g) => g.children.length);
    const speakers = new Map();
    for (const claim of this.claims) for (const name of new Set(claim.speakers)) speakers.set(name, (speakers.get(name) || 0) + 1);
    const ordered = [...speakers].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    select("by-act", "All acts", acts, (value) => (this.act = value));
    select("by-speaker", "Anyone", ordered.map(([name, count]) => option(name, name, count)), (value) => (this.speaker = value));
    const reports = DATA.reports.map((/** @type {any} */ r, /** @type {number} */ i) => option(String(i), [r.outlet, r.title].filter(Boolean).join(": "), this.claims.filter((c) => c.report === i).length));
    select("by-report", "All reports", reports, (value) => (this.report = value));
    byId("by-report-label").hidden = DATA.reports.length < 2;
    const find = /** @type {HTMLInputElement} */ (byId("find"));
    find.addEventListener("input", () => {
      this.words = find.value.toLowerCase().trim();
      this.changed();
    });
  }

  /** @param {boolean} resettable */
  update(resettable) {
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(!this.off.has(button.getAttribute("data-family"))));
    byId("reset").hidden = !resettable;
  }
}

/** What a search looks through. @param {any} claim */
function searchable(claim) {
  const places = [claim.place, claim.origin, claim.destination, ...claim.parts].filter(Boolean).map((p) => `${p.name} ${p.text}`);
  return [claim.label, claim.modalityText, ...claim.people.map((/** @type {string[]} */ p) => p[1]), ...places, claim.when, ...claim.figures, claim.weapon, ...claim.saidBy, claim.channel, claim.quote]
    .join(" ").toLowerCase();
}

/** @param {any} claim @param {boolean} chosen @param {(claim: any) => void} select */
function listItem(claim, chosen, select) {
  const who = claim.people.find((/** @type {string[]} */ p) => p[0] === "Who"), whom = claim.people.find((/** @type {string[]} */ p) => p[0] === "Against whom");
  const place = claim.place || claim.destination || claim.origin;
  const sides = [who && who[1], whom && `${who ? "→ " : "against "}${whom[1]}`].filter(Boolean).join(" ");
  const hollow = !["happened", "ongoing", "ended"].includes(claim.modality);
  const button = html("button", { type: "button", class: "item", "data-claim": claim.id, "aria-current": chosen ? "true" : false, style: `--c:var(--act-${claim.family})` }, [
    html("i", { class: hollow ? "swatch hollow" : "swatch" }),
    html("span", { class: "item-main" }, [
      html("span", { class: "item-head" }, [html("b", {}, [sentenceCase(claim.label)]), ...(claim.modality === "happened" ? [] : [html("em", {}, [claim.modalityText])]), ...(place ? [html("span", {}, [html("bdi", {}, [place.name])])] : [])]),
      ...(sides ? [html("span", { class: "item-sides", dir: "auto" }, [sides])] : []),
      html("span", { class: "item-foot" }, [[claim.when || "undated", claim.figures.join("; "), claim.saidBy.length ? `according to ${claim.speakers[claim.speakers.length - 1]}` : claim.outlet].filter(Boolean).join(" · ")]),
    ]),
  ]);
  button.addEventListener("click", () => select(claim));
  return html("li", {}, [button]);
}

/** @param {HTMLElement} pane @param {any[]} claims @param {any} selected @param {(claim: any) => void} select */
function drawList(pane, claims, selected, select) {
  const top = pane.scrollTop;
  const on = claims.filter((c) => c.at), off = claims.filter((c) => !c.at);
  /** @param {any[]} some */
  const list = (some) => html("ol", {}, some.map((claim) => listItem(claim, claim === selected, select)));
  const parts = [...(on.length ? [list(on)] : []), ...(off.length ? [html("h3", {}, [`Not on the map (${off.length})`]), list(off)] : [])];
  pane.replaceChildren(...(parts.length ? parts : [html("p", { class: "empty" }, [DATA.claims.length ? "No claim fits these filters." : "No claim was found."])]));
  pane.scrollTop = top;
}
