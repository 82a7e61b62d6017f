// @ts-check
// Puts the page together: one state, drawn by the map, the timeline, the list and the reader.

/** @param {string} id @returns {HTMLElement} */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

const DATA = JSON.parse(String(byId("data").textContent));

/** Adds to the claims what only the page needs. */
function prepare() {
  for (const claim of DATA.claims) {
    const first = dayNumber(claim.from), last = dayNumber(claim.to);
    claim.day = first ?? last;
    claim.first = first ?? -Infinity;
    claim.last = last ?? Infinity;
    claim.point = claim.at ? project(claim.at.lat, claim.at.lon) : null;
    const { text } = DATA.reports[claim.report], unit = unitsOf(text);
    claim.quote = text.slice(unit(claim.span[0]), unit(claim.span[1]));
    claim.words = searchable(claim);
  }
}

class App {
  constructor() {
    this.claims = DATA.claims;
    /** @type {any} */
    this.selected = null;
    this.view = new View(DATA.base);
    this.map = byId("map");
    this.base = new BaseMap(/** @type {HTMLCanvasElement} */ (byId("base")), DATA.base, this.view);
    this.marks = new Marks(/** @type {any} */ (byId("marks")), this.view, {
      select: (claim) => this.select(claim), zoomTo: (box) => this.zoomTo(box), changed: () => this.drawMap(true),
    });
    this.filters = new Filters(this.claims, () => this.update());
    this.timeline = new Timeline(byId("time"), this.claims, { select: (claim) => this.select(claim), range: () => this.update(), lane: () => this.update() });
    this.reader = new Reader(byId("pane-report"), { select: (claim) => this.select(claim), step: (by) => this.step(by) });
    this.shown = this.claims;
    this.pending = false;
  }

  start() {
    this.writeHead();
    this.listen();
    this.resize();
    this.view.fit(this.view.home, this.view.width < 600 ? 36 : 70, 45000);
    this.update();
    const id = decodeURIComponent(location.hash.slice(1));
    const claim = this.claims.find((/** @type {any} */ c) => c.id === id);
    if (claim) this.select(claim);
  }

  writeHead() {
    const { claims, reports } = DATA;
    const days = claims.map((/** @type {any} */ c) => c.day).filter((/** @type {any} */ d) => d !== null && d >= this.timeline.start);
    const outlets = [...new Set(reports.map((/** @type {any} */ r) => r.outlet).filter(Boolean))];
    /** @param {number} n @param {string} word */
    const count = (n, word) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
    const range = days.length ? rangeText(Math.min(...days), Math.max(...days)) : "undated";
    const names = outlets.length && outlets.length <= 4 ? ` (${outlets.join(", ")})` : "";
    byId("standfirst").textContent = `${count(claims.length, "claim")} in ${count(reports.length, "report")}${names}, ${range}. Press a dot to read the sentence that it stands on.`;
    const placed = claims.some((/** @type {any} */ c) => c.at);
    byId("nothing").hidden = placed;
    byId("nothing").textContent = claims.length ? "No place of these claims could be put on the map." : "No claim was found.";
  }

  /** Filters, then draws everything. */
  update() {
    const fit = this.claims.filter((/** @type {any} */ c) => this.filters.lets(c));
    this.shown = fit.filter((/** @type {any} */ c) => this.timeline.lets(c));
    this.timeline.update(fit, this.selected);
    this.filters.update(this.filters.active || Boolean(this.timeline.range) || this.timeline.closed.size > 0);
    this.drawList();
    this.marks.update(this.shown, this.selected);
    this.drawMap();
    byId("news").textContent = `${this.shown.length} of ${this.claims.length} claims shown`;
  }

  drawList() {
    byId("tab-claims").textContent = this.shown.length === this.claims.length ? `Claims (${this.claims.length})` : `Claims (${this.shown.length} of ${this.claims.length})`;
    drawList(byId("pane-claims"), this.shown, this.selected, (claim) => this.select(claim));
  }

  /** @param {boolean} [now] */
  drawMap(now = false) {
    const draw = () => {
      this.pending = false;
      this.marks.draw();
      this.drawScale();
      this.drawOutside();
      this.base.draw(this.marks.names());
    };
    if (now) draw();
    else if (!this.pending) {
      this.pending = true;
      requestAnimationFrame(draw);
    }
  }

  drawScale() {
    const kilometre = worldLength(1, latitudeOf(this.view.y)) * this.view.scale;
    const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
    const km = steps.findLast((step) => step * kilometre <= 110) || 1;
    const [bar, text] = byId("scale").children;
    /** @type {HTMLElement} */ (bar).style.width = `${km * kilometre}px`;
    text.textContent = `${km.toLocaleString("en")} km`;
  }

  /** Says how many of the claims shown lie off the screen. */
  drawOutside() {
    const outside = this.shown.filter((/** @type {any} */ c) => c.at && !this.base.inView(this.view.on(c.point))).length;
    const button = byId("outside");
    button.hidden = !outside;
    button.textContent = `${outside} ${outside === 1 ? "claim lies" : "claims lie"} outside this view`;
  }

  /** Shows all claims that the filters let through. */
  fitAll() {
    const points = this.shown.filter((/** @type {any} */ c) => c.at).map((/** @type {any} */ c) => c.point);
    /** @param {"x" | "y"} axis */
    const along = (axis) => points.map((/** @type {Point} */ p) => p[axis]);
    const box = { left: Math.min(...along("x")), right: Math.max(...along("x")), top: Math.min(...along("y")), bottom: Math.max(...along("y")) };
    this.view.fit(box, 40, 45000);
    this.drawMap(true);
  }

  /** @param {any} claim */
  select(claim) {
    this.selected = claim;
    if (!this.shown.includes(claim)) {
      this.filters.clear();
      this.timeline.closed.clear();
      this.timeline.range = null;
    }
    this.update();
    this.reader.show(claim, this.claims.filter((/** @type {any} */ c) => c.report === claim.report));
    this.showTab("report");
    byId("side").classList.add("open");
    this.reader.mark(claim);
    if (claim.at) this.bringIntoView(claim);
    history.replaceState(null, "", `#${claim.id}`);
    byId("news").textContent = spoken(claim);
  }

  /** @param {any} claim */
  bringIntoView(claim) {
    const { x, y } = this.view.on(claim.point);
    const edge = 30;
    if (x > edge && y > edge && x < this.view.width - edge && y < this.view.height - edge) return;
    this.view.x = claim.point.x;
    this.view.y = claim.point.y;
    this.view.clamp();
    this.drawMap();
  }

  /** @param {number} by */
  step(by) {
    const order = this.shown.length ? this.shown : this.claims;
    const at = order.indexOf(this.selected);
    this.select(order[(at + by + order.length) % order.length]);
  }

  /** @param {"claims" | "report"} name */
  showTab(name) {
    for (const tab of ["claims", "report"]) {
      const chosen = tab === name;
      byId(`tab-${tab}`).setAttribute("aria-selected", String(chosen));
      byId(`tab-${tab}`).tabIndex = chosen ? 0 : -1;
      byId(`pane-${tab}`).hidden = !chosen;
    }
    if (name === "report" && this.reader.report < 0 && DATA.reports.length) {
      this.reader.showReport(0, this.claims.filter((/** @type {any} */ c) => c.report === 0));
    }
  }

  close() {
    byId("side").classList.remove("open");
    this.selected = null;
    this.marks.open = null;
    history.replaceState(null, "", location.pathname + location.search);
    this.showTab("claims");
    this.update();
  }

  /** @param {{left: number, top: number, right: number, bottom: number}} box world units */
  zoomTo(box) {
    this.view.fit(box, Math.min(this.view.width, this.view.height) * 0.3, this.view.scale * 16);
    this.drawMap(true);
  }

  resize() {
    this.view.resize(this.map.clientWidth, this.map.clientHeight);
    byId("marks").setAttribute("viewBox", `0 0 ${this.view.width} ${this.view.height}`);
  }

  listen() {
    new ResizeObserver(() => {
      this.resize();
      this.timeline.drawPlot();
      this.drawMap();
    }).observe(this.map);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.base.colours = this.base.readColours();
      this.drawMap();
    });
    byId("reset").addEventListener("click", () => {
      this.filters.clear();
      this.timeline.closed.clear();
      this.timeline.setRange(null);
    });
    byId("close").addEventListener("click", () => this.close());
    for (const name of /** @type {("claims" | "report")[]} */ (["claims", "report"])) {
      const tab = byId(`tab-${name}`);
      tab.addEventListener("click", () => this.showTab(name));
      tab.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        const other = name === "claims" ? "report" : "claims";
        this.showTab(other);
        byId(`tab-${other}`).focus();
      });
    }
    document.addEventListener("keydown", (event) => this.pressKey(event));
    this.listenToMap();
  }

  /** @param {KeyboardEvent} event */
  pressKey(event) {
    const typing = /** @type {Element} */ (event.target).matches("input, select, textarea");
    if (event.key === "Escape" && !typing) this.close();
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j" || event.key === "k") this.step(event.key === "j" ? 1 : -1);
  }

  listenToMap() {
    const { map, view } = this;
    /** @param {number} factor */
    const zoom = (factor) => {
      view.zoom(factor);
      this.drawMap();
    };
    byId("zoom-in").addEventListener("click", () => zoom(1.6));
    byId("zoom-out").addEventListener("click", () => zoom(1 / 1.6));
    byId("outside").addEventListener("click", () => this.fitAll());
    byId("zoom-home").addEventListener("click", () => {
      view.fit(view.home, view.width < 600 ? 36 : 70, 45000);
      this.drawMap();
    });
    map.addEventListener("wheel", (event) => {
      event.preventDefault();
      const box = map.getBoundingClientRect();
      const lines = event.deltaMode === 1 ? 30 : 1;
      view.zoom(2 ** (-event.deltaY * lines * 0.0022), event.clientX - box.left, event.clientY - box.top);
      this.drawMap();
    }, { passive: false });
    map.addEventListener("keydown", (event) => {
      const steps = { ArrowLeft: [70, 0], ArrowRight: [-70, 0], ArrowUp: [0, 70], ArrowDown: [0, -70] };
      const step = steps[/** @type {"ArrowUp"} */ (event.key)];
      if (step) view.pan(step[0], step[1]);
      else if (event.key === "+" || event.key === "=") view.zoom(1.5);
      else if (event.key === "-") view.zoom(1 / 1.5);
      else return;
      event.preventDefault();
      this.drawMap();
    });
    this.listenToFingers();
  }

  /** One finger or the mouse moves the map, two fingers zoom it. */
  listenToFingers() {
    const { map, view } = this;
    /** @type {Map<number, Point>} */
    const down = new Map();
    let moved = 0;
    map.addEventListener("pointerdown", (event) => {
      if (event.button || /** @type {Element} */ (event.target).closest("button")) return;
      if (!down.size) moved = 0;
      down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    });
    map.addEventListener("pointermove", (event) => {
      const last = down.get(event.pointerId);
      if (!last) return;
      const now = { x: event.clientX, y: event.clientY };
      moved += Math.hypot(now.x - last.x, now.y - last.y);
      if (moved < 4) return;
      if (!map.hasPointerCapture(event.pointerId)) map.setPointerCapture(event.pointerId);
      const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
      view.pan((now.x - last.x) / down.size, (now.y - last.y) / down.size);
      if (other) {
        const box = map.getBoundingClientRect();
        const before = Math.hypot(last.x - other.x, last.y - other.y), after = Math.hypot(now.x - other.x, now.y - other.y);
        if (before > 10) view.zoom(after / before, (now.x + other.x) / 2 - box.left, (now.y + other.y) / 2 - box.top);
      }
      down.set(event.pointerId, now);
      this.drawMap();
    });
    for (const type of /** @type {const} */ (["pointerup", "pointercancel", "pointerleave"])) {
      map.addEventListener(type, (event) => down.delete(event.pointerId));
    }
    // a press on the open map, not the end of a drag, closes a ring that was opened
    map.addEventListener("click", (event) => {
      if (moved >= 4 || /** @type {Element} */ (event.target).closest("button") || !this.marks.open) return;
      this.marks.open = null;
      this.drawMap(true);
    });
  }
}

prepare();
new App().start();
