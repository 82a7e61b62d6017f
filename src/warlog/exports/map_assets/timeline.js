// @ts-check
// The timeline: a small square a claim, stacked by day, week, month or year; a range drawn across it filters.
// Claims without a date have a lane of their own, and so has what lies long before the rest.

const DAY = 86400000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Days since 1970. @param {string | null} iso @returns {number | null} */
function dayNumber(iso) {
  if (!iso || !/^\d{4}-\d\d-\d\d$/.test(iso)) return null;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.round(time / DAY);
}

/** @param {number} day @param {boolean} [year] */
function dayText(day, year = true) {
  const date = new Date(day * DAY);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${year ? ` ${date.getUTCFullYear()}` : ""}`;
}

/** An interval in few words. @param {number} from @param {number} to */
function rangeText(from, to) {
  const a = new Date(from * DAY), b = new Date(to * DAY);
  if (from === to) return dayText(from);
  if (a.getUTCFullYear() !== b.getUTCFullYear()) return `${dayText(from)} – ${dayText(to)}`;
  return a.getUTCMonth() === b.getUTCMonth() ? `${a.getUTCDate()}–${dayText(to)}` : `${dayText(from, false)} – ${dayText(to)}`;
}

/** The first day of the bin that holds a day. @param {number} day @param {string} unit */
function binStart(day, unit) {
  const date = new Date(day * DAY);
  if (unit === "week") return day - ((date.getUTCDay() + 6) % 7);
  if (unit === "month") return Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY);
  if (unit === "year") return Math.round(Date.UTC(date.getUTCFullYear(), 0, 1) / DAY);
  return day;
}

/** @param {number} start @param {string} unit */
function nextBin(start, unit) {
  const date = new Date(start * DAY);
  if (unit === "week") return start + 7;
  if (unit === "month") return Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY);
  if (unit === "year") return Math.round(Date.UTC(date.getUTCFullYear() + 1, 0, 1) / DAY);
  return start + 1;
}

/**
 * The day from which the axis runs: after the last gap that takes over half of the whole time and has most claims
 * behind it, so that a war's beginning years ago does not squeeze this month's news into one bin.
 * @param {number[]} days in order @returns {number}
 */
function axisStart(days) {
  let start = 0;
  for (let i = 1; i < days.length; i++) {
    const span = days[days.length - 1] - days[start];
    if (days[i] - days[i - 1] > Math.max(60, span / 2) && days.length - i >= i - start) start = i;
  }
  return days[start];
}

/** Whether a claim's time meets a range of days. @param {any} claim @param {[number, number] | null} range */
function inRange(claim, range) {
  if (!range || claim.day === null) return true;
  return claim.first <= range[1] && claim.last >= range[0];
}

class Timeline {
  /** @param {HTMLElement} root @param {any[]} claims @param {{select: (claim: any) => void, range: (range: [number, number] | null) => void, lane: () => void}} on */
  constructor(root, claims, on) {
    this.root = root;
    this.on = on;
    const days = claims.map((c) => c.day).filter((d) => d !== null).sort((a, b) => a - b);
    this.start = days.length ? axisStart(days) : 0;
    const end = days.length ? days[days.length - 1] : 0;
    const span = end - this.start;
    this.unit = span <= 62 ? "day" : span <= 400 ? "week" : span <= 3650 ? "month" : "year";
    /** @type {number[]} */
    this.bins = [];
    if (days.length) {
      const slack = this.unit === "day" ? Math.max(1, Math.ceil((12 - span) / 2)) : 0;
      for (let bin = binStart(this.start - slack, this.unit); bin <= end + slack; bin = nextBin(bin, this.unit)) this.bins.push(bin);
      this.bins.push(nextBin(this.bins[this.bins.length - 1], this.unit));
    }
    this.all = claims;
    this.undated = claims.filter((c) => c.day === null);
    this.earlier = claims.filter((c) => c.day !== null && c.day < this.start);
    /** @type {[number, number] | null} */
    this.range = null;
    /** lanes left out */
    this.closed = new Set();
    this.head = document.createElement("div");
    this.head.className = "time-head";
    this.svg = /** @type {SVGSVGElement} */ (svg("svg", { class: "time-plot" }));
    this.lanes = document.createElement("div");
    this.lanes.className = "lanes";
    const body = document.createElement("div");
    body.className = "time-body";
    body.append(this.lanes, this.svg);
    root.append(this.head, body);
    this.listen();
  }

  /** @param {any} claim */
  lets(claim) {
    if (claim.day === null) return !this.closed.has("undated");
    if (claim.day < this.start && !this.range) return !this.closed.has("earlier");
    return inRange(claim, this.range);
  }

  /** @param {any[]} claims what the other filters let through @param {any} selected */
  update(claims, selected) {
    this.claims = claims;
    this.selected = selected;
    this.drawHead();
    this.drawLanes();
    this.drawPlot();
  }

  drawHead() {
    const title = document.createElement("h2");
    title.textContent = "When it is said to have happened";
    const said = document.createElement("span");
    const units = { day: "day", week: "week", month: "month", year: "year" };
    said.textContent = this.range ? rangeText(this.range[0], this.range[1])
      : this.bins.length ? `one square a claim, by ${units[/** @type {"day"} */ (this.unit)]}; drag across to choose dates` : "no claim has a date";
    this.head.replaceChildren(title, said);
    if (this.range) {
      const clear = document.createElement("button");
      clear.type = "button";
      clear.className = "quiet";
      clear.textContent = "All dates";
      clear.addEventListener("click", () => this.setRange(null));
      this.head.append(clear);
    }
  }

  drawLanes() {
    /** @type {[string, string, any[]][]} */
    const lanes = [["undated", "Undated", this.undated], ["earlier", `Before ${this.bins.length ? dayText(this.start) : ""}`, this.earlier]];
    this.lanes.replaceChildren(...lanes.filter(([, , all]) => all.length).map(([id, label, all]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "lane";
      const open = !this.closed.has(id) && !(id === "earlier" && this.range);
      button.setAttribute("aria-pressed", String(open));
      const shown = (this.claims || []).filter((c) => all.includes(c));
      const plot = svg("svg", { class: "lane-plot", "aria-hidden": "true", viewBox: "0 0 62 52", preserveAspectRatio: "xMinYMax slice" });
      const side = shown.length > 48 ? 4 : 7, across = Math.floor(62 / side), most = across * Math.floor(52 / side);
      shown.slice(0, most).forEach((claim, i) => plot.append(svg("rect", {
        class: claim === this.selected ? "cell chosen" : "cell", x: (i % across) * side, y: 52 - side * (1 + Math.floor(i / across)),
        width: side - 1, height: side - 1, style: `--c:var(--act-${claim.family})`,
      })));
      const name = document.createElement("span");
      name.textContent = `${label} (${shown.length})`;
      button.append(plot, name);
      button.addEventListener("click", () => {
        if (this.closed.has(id)) this.closed.delete(id);
        else this.closed.add(id);
        this.on.lane();
      });
      return button;
    }));
  }

  /** @param {number} day @returns {number} pixels */
  x(day) {
    const first = this.bins[0], last = this.bins[this.bins.length - 1];
    return 8 + ((day - first) / (last - first)) * (this.width - 16);
  }

  /** @param {number} x pixels @returns {number} a day */
  dayAt(x) {
    const first = this.bins[0], last = this.bins[this.bins.length - 1];
    return Math.max(first, Math.min(last - 1, Math.floor(first + ((x - 8) / (this.width - 16)) * (last - first))));
  }

  drawPlot() {
    this.width = Math.max(120, this.svg.clientWidth || 600);
    const height = 74, floor = height - 18;
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${height}`);
    if (!this.bins.length) {
      this.svg.replaceChildren();
      return;
    }
    const stacks = new Map();
    for (const claim of this.claims || []) {
      if (claim.day === null || claim.day < this.start) continue;
      const bin = binStart(claim.day, this.unit);
      stacks.set(bin, [...(stacks.get(bin) || []), claim]);
    }
    const tallest = Math.max(1, ...[...stacks.values()].map((s) => s.length));
    const step = Math.min(9, (floor - 4) / tallest);
    const cells = svg("g");
    const order = DATA.families.map((/** @type {any} */ f) => f.id);
    for (const [bin, stack] of stacks) {
      const left = this.x(bin), wide = Math.max(2, Math.min(this.x(nextBin(bin, this.unit)) - left - 1.5, 26));
      const middle = left + (this.x(nextBin(bin, this.unit)) - left - wide) / 2;
      stack.sort((/** @type {any} */ a, /** @type {any} */ b) => order.indexOf(a.family) - order.indexOf(b.family));
      stack.forEach((/** @type {any} */ claim, /** @type {number} */ i) => {
        const off = !inRange(claim, this.range);
        const cell = svg("rect", {
          class: `cell${claim === this.selected ? " chosen" : ""}${off ? " off" : ""}`, x: middle, y: floor - step * (i + 1) + 0.5,
          width: wide, height: Math.max(0.6, step - (step > 3 ? 1 : 0)), style: `--c:var(--act-${claim.family})`, "data-cell": claim.id,
        });
        const title = svg("title");
        title.textContent = spoken(claim);
        cell.append(title);
        cells.append(cell);
      });
    }
    const focused = document.activeElement?.closest(".time-plot [data-end]")?.getAttribute("data-end");
    const axis = svg("path", { class: "axis", d: `M0 ${floor}H${this.width}` });
    this.svg.replaceChildren(axis, ...this.ticks(floor), ...this.brush(floor), cells);
    if (focused) /** @type {SVGElement | null} */ (this.svg.querySelector(`[data-end="${focused}"]`))?.focus();
  }

  /** @param {number} floor */
  ticks(floor) {
    const fit = Math.max(1, Math.floor(this.width / 74)), every = Math.ceil((this.bins.length - 1) / fit);
    let year = 0;
    return this.bins.slice(0, -1).filter((_, i) => i % every === 0).flatMap((bin) => {
      const date = new Date(bin * DAY), first = date.getUTCFullYear() !== year;
      year = date.getUTCFullYear();
      const name = this.unit === "year" ? String(year) : this.unit === "month" ? `${MONTHS[date.getUTCMonth()]}${first ? ` ${year}` : ""}` : dayText(bin, first);
      const text = svg("text", { class: "tick", x: this.x(bin), y: floor + 14 });
      text.textContent = name;
      return [svg("path", { class: "axis", d: `M${this.x(bin)} ${floor}v4` }), text];
    });
  }

  /** The chosen range with its two handles; without one, the handles stand at the ends for the keyboard. @param {number} floor */
  brush(floor) {
    const whole = /** @type {[number, number]} */ ([this.bins[0], this.bins[this.bins.length - 1] - 1]);
    const [from, to] = this.range || whole;
    const a = Math.max(0, this.x(from)), b = Math.min(this.width, this.x(to + 1));
    const parts = this.range ? [svg("rect", { class: "brush", x: a, y: 0, width: Math.max(1, b - a), height: floor })] : [];
    for (const [end, x, day] of /** @type {[number, number, number][]} */ ([[0, a, from], [1, b, to]])) {
      const handle = svg("g", {
        class: `handle${this.range ? " on" : ""}`, role: "slider", tabindex: 0, "data-end": end, "aria-label": end ? "Last day" : "First day",
        "aria-valuemin": whole[0], "aria-valuemax": whole[1], "aria-valuenow": day, "aria-valuetext": dayText(day),
      }, [svg("rect", { x: x - 9, y: 0, width: 18, height: floor, class: "grip" }), svg("path", { class: "bar", d: `M${x} 0V${floor}` })]);
      handle.addEventListener("keydown", (event) => this.nudge(/** @type {KeyboardEvent} */ (event), end));
      parts.push(handle);
    }
    return parts;
  }

  /** @param {KeyboardEvent} event @param {number} end 0 the first day, 1 the last */
  nudge(event, end) {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const low = this.bins[0], high = this.bins[this.bins.length - 1] - 1;
    /** @type {[number, number]} */
    const range = this.range ? [...this.range] : [low, high];
    range[end] = Math.max(end ? range[0] : low, Math.min(end ? high : range[1], range[end] + step));
    this.setRange(range);
  }

  /** @param {[number, number] | null} range */
  setRange(range) {
    const whole = range && range[0] <= this.bins[0] && range[1] >= this.bins[this.bins.length - 1] - 1;
    this.range = whole ? null : range;
    this.on.range(this.range);
  }

  listen() {
    let from = 0, fixed = -1, moved = false;
    /** @param {PointerEvent} event */
    const at = (event) => this.dayAt(event.clientX - this.svg.getBoundingClientRect().left);
    this.svg.addEventListener("pointerdown", (event) => {
      if (!this.bins.length || event.button) return;
      from = event.clientX;
      moved = false;
      const end = /** @type {Element} */ (event.target).closest("[data-end]")?.getAttribute("data-end");
      fixed = end && this.range ? this.range[1 - Number(end)] : at(event);
      this.svg.setPointerCapture(event.pointerId);
    });
    this.svg.addEventListener("pointermove", (event) => {
      if (fixed < 0 || (!moved && Math.abs(event.clientX - from) < 5)) return;
      moved = true;
      const to = at(event);
      this.setRange([Math.min(fixed, to), Math.max(fixed, to)]);
    });
    const done = (/** @type {PointerEvent} */ event) => {
      if (fixed >= 0 && !moved && event.type === "pointerup") this.press(event);
      fixed = -1;
    };
    this.svg.addEventListener("pointerup", done);
    this.svg.addEventListener("pointercancel", done);
  }

  /** A press without a drag: on a square it chooses the claim, elsewhere it lets all dates in. @param {PointerEvent} event */
  press(event) {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const id = under && under.getAttribute("data-cell");
    const claim = id && this.all.find((c) => c.id === id);
    if (claim) this.on.select(claim);
    else if (this.range) this.setRange(null);
  }
}
