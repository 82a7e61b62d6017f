// @ts-check
// The dots: one a claim, packed where a place has few, a ring with their number where it has many or places crowd.

const SVG = "http://www.w3.org/2000/svg";
const DOT = 6;
const PACK = 5; // more claims than this at one place make a ring
const CROWD = 19; // pixels: places nearer than this make one ring

/**
 * An SVG element. @param {string} name @param {Record<string, string | number>} [attributes] @param {Element[]} [children]
 */
function svg(name, attributes = {}, children = []) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** @typedef {{key: string, at: Point, name: string, claims: any[], places: number, box: {left: number, top: number, right: number, bottom: number}}} Group */

/**
 * Claims by place, and places too near each other to tell apart as one.
 * @param {any[]} claims @param {number} scale pixels a world unit takes @returns {Group[]}
 */
function grouped(claims, scale) {
  /** @type {Map<string, Group>} */
  const places = new Map();
  for (const claim of claims) {
    if (!claim.at) continue;
    const { x, y } = claim.point;
    const key = `${claim.at.lat.toFixed(3)},${claim.at.lon.toFixed(3)}`;
    const place = places.get(key);
    if (place) place.claims.push(claim);
    else places.set(key, { key, at: { x, y }, name: claim.at.name, claims: [claim], places: 1, box: { left: x, right: x, top: y, bottom: y } });
  }
  /** @type {Group[]} */
  const groups = [];
  const ordered = [...places.values()].sort((a, b) => b.claims.length - a.claims.length);
  for (const place of ordered) {
    const near = groups.find((g) => Math.hypot(g.at.x - place.at.x, g.at.y - place.at.y) * scale < CROWD);
    if (!near) {
      groups.push(place);
      continue;
    }
    near.claims = near.claims.concat(place.claims);
    near.places += 1;
    near.box = {
      left: Math.min(near.box.left, place.at.x), right: Math.max(near.box.right, place.at.x),
      top: Math.min(near.box.top, place.at.y), bottom: Math.max(near.box.bottom, place.at.y),
    };
  }
  return groups;
}

/** Where `count` dots stand around their place, in pixels. @param {number} count @returns {Point[]} */
function packed(count) {
  if (count === 1) return [{ x: 0, y: 0 }];
  const radius = (DOT + 0.6) / Math.sin(Math.PI / count);
  return ring(count, radius);
}

/** @param {number} count @param {number} radius @returns {Point[]} */
function ring(count, radius) {
  return Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * 2 * Math.PI - Math.PI / 2;
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  });
}

/** Rings one about the other, for a place opened up. @param {number} count @returns {Point[]} */
function fanned(count) {
  /** @type {Point[]} */
  const spots = [];
  for (let radius = 34; spots.length < count; radius += 19) {
    const fits = Math.floor((2 * Math.PI * radius) / 19);
    spots.push(...ring(Math.min(fits, count - spots.length), radius));
  }
  return spots;
}

/** What a reader hears for a claim. @param {any} claim */
function spoken(claim) {
  const who = claim.people.map((/** @type {string[]} */ [role, names]) => `${role.toLowerCase()} ${names}`).join(", ");
  return [claim.label, claim.modality === "happened" ? "" : claim.modalityText, who, claim.at ? claim.at.name : "", claim.when]
    .filter(Boolean).join(", ");
}

class Marks {
  /**
   * @param {SVGSVGElement} root @param {View} view
   * @param {{select: (claim: any) => void, zoomTo: (box: any) => void, changed: () => void}} on
   */
  constructor(root, view, on) {
    this.root = root;
    this.view = view;
    this.on = on;
    this.areas = svg("g", { class: "areas" });
    this.path = svg("g", { class: "path" });
    this.dots = svg("g", { class: "dots" });
    root.append(this.areas, this.path, this.dots);
    /** @type {string | null} */
    this.open = null;
    /** @type {any} */
    this.selected = null;
    /** @type {Group[]} */
    this.groups = [];
    /** @type {any[]} */
    this.claims = [];
  }

  /** @param {any[]} claims those that the filters let through @param {any} selected */
  update(claims, selected) {
    this.claims = claims;
    if (selected !== this.selected) this.openFor(selected);
    this.selected = selected;
    this.draw();
  }

  /** Opens the ring that holds a claim. @param {any} claim */
  openFor(claim) {
    const group = claim && claim.at && grouped(this.claims, this.view.scale).find((g) => g.claims.includes(claim));
    this.open = group && group.claims.length > 1 && (group.places > 1 || group.claims.length > PACK) ? group.key : this.open;
  }

  draw() {
    const focused = document.activeElement && this.root.contains(document.activeElement)
      ? document.activeElement.getAttribute("data-key") : null;
    this.groups = grouped(this.claims, this.view.scale);
    this.dots.replaceChildren(...this.groups.filter((g) => this.near(g)).map((group) => this.group(group)));
    this.drawAreas();
    this.drawPath();
    if (focused) {
      const again = this.dots.querySelector(`[data-key="${CSS.escape(focused)}"]`);
      if (again) /** @type {SVGElement} */ (again).focus();
    }
  }

  /** @param {Group} group */
  near(group) {
    const { x, y } = this.view.on(group.at);
    return x > -80 && y > -80 && x < this.view.width + 80 && y < this.view.height + 80;
  }

  /** The names that the base map has to give these marks. */
  names() {
    return this.groups.map((group) => ({
      at: group.at,
      name: group.places === 1 ? group.name : `${group.name} +${group.places - 1}`,
      size: this.radius(group),
      strong: group.claims.includes(this.selected),
    })).sort((a, b) => Number(b.strong) - Number(a.strong) || b.size - a.size);
  }

  /** @param {Group} group */
  radius(group) {
    if (this.open === group.key) return 34 + DOT;
    if (this.isRing(group)) return Math.min(24, 10 + 2.2 * Math.sqrt(group.claims.length));
    const [first] = packed(group.claims.length);
    return Math.hypot(first.x, first.y) + DOT;
  }

  /** @param {Group} group */
  isRing(group) {
    return group.places > 1 || group.claims.length > PACK;
  }

  /** @param {Group} group */
  group(group) {
    const { x, y } = this.view.on(group.at);
    const g = svg("g", { class: "place", transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
    const opened = this.open === group.key && this.isRing(group);
    if (this.isRing(group)) g.append(this.ring(group, opened));
    if (!this.isRing(group) || opened) {
      const spots = opened ? fanned(group.claims.length) : packed(group.claims.length);
      if (opened) g.append(...spots.map((s) => svg("line", { class: "leg", x2: s.x.toFixed(1), y2: s.y.toFixed(1) })));
      g.append(...group.claims.map((claim, i) => this.dot(claim, spots[i])));
    }
    return g;
  }

  /** @param {any} claim @param {Point} spot pixels */
  dot(claim, spot) {
    const chosen = claim === this.selected;
    const hollow = !["happened", "ongoing", "ended"].includes(claim.modality);
    const dot = svg("g", {
      class: `dot${hollow ? " hollow" : ""}${chosen ? " chosen" : ""}`, role: "button", tabindex: 0,
      "aria-label": spoken(claim), "aria-pressed": String(chosen), "data-key": claim.id, "data-claim": claim.id,
      style: `--c:var(--act-${claim.family})`, transform: `translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)})`,
    });
    const title = svg("title");
    title.textContent = spoken(claim);
    dot.append(title, svg("circle", { class: "reach", r: 11 }));
    if (chosen) dot.append(svg("circle", { class: "halo", r: DOT + 4 }));
    dot.append(svg("circle", { class: "spot", r: hollow ? DOT - 1 : DOT }));
    if (["failed", "denied"].includes(claim.modality)) dot.append(svg("path", { class: "bar", d: "M-3.2 3.2 3.2-3.2" }));
    this.act(dot, () => this.on.select(claim));
    return dot;
  }

  /** @param {Group} group @param {boolean} opened */
  ring(group, opened) {
    const count = group.claims.length;
    const radius = opened ? 13 : Math.min(24, 10 + 2.2 * Math.sqrt(count));
    const label = group.places > 1 ? `${count} claims at ${group.places} places near ${group.name}` : `${group.name}: ${count} claims`;
    const g = svg("g", {
      class: "ring", role: "button", tabindex: 0, "data-key": group.key, "aria-expanded": String(opened),
      "aria-label": `${label}; ${opened ? "close" : "open"}`,
    });
    const title = svg("title");
    title.textContent = label;
    g.append(title, svg("circle", { class: "plate", r: radius }));
    let from = 0;
    const length = 2 * Math.PI * (radius - 2);
    for (const [family, number] of byFamily(group.claims)) {
      const part = (number / count) * length;
      g.append(svg("circle", {
        class: "slice", r: radius - 2, style: `stroke:var(--act-${family})`,
        "stroke-dasharray": `${Math.max(0.1, part - 1)} ${length}`, "stroke-dashoffset": -from, transform: "rotate(-90)",
      }));
      from += part;
    }
    const number = svg("text", { "text-anchor": "middle", dy: "0.35em" });
    number.textContent = String(count);
    g.append(number);
    this.act(g, () => this.pressRing(group));
    return g;
  }

  /** @param {Group} group */
  pressRing(group) {
    const wide = Math.max(group.box.right - group.box.left, group.box.bottom - group.box.top);
    // one look nearer has to part the places, else they open like one
    if (group.places > 1 && wide * Math.min(this.view.scale * 16, NEAREST) > CROWD) {
      this.on.zoomTo(group.box);
      return;
    }
    this.open = this.open === group.key ? null : group.key;
    this.on.changed();
  }

  /** @param {Element} element @param {() => void} action */
  act(element, action) {
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      action();
    });
    element.addEventListener("keydown", (event) => {
      const { key } = /** @type {KeyboardEvent} */ (event);
      if (key !== "Enter" && key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      action();
    });
  }

  /** Circles for claims that are only known to lie within an area. */
  drawAreas() {
    const seen = new Map();
    for (const claim of this.claims) {
      if (!claim.at || !claim.at.km || !(claim.at.area || (claim === this.selected && claim.at.km > 3))) continue;
      const key = `${claim.at.lat},${claim.at.lon},${claim.at.km}`;
      if (!seen.has(key) || claim === this.selected) seen.set(key, claim);
    }
    this.areas.replaceChildren(...[...seen.values()].map((claim) => {
      const { x, y } = this.view.on(claim.point);
      const r = worldLength(claim.at.km, claim.at.lat) * this.view.scale;
      return svg("circle", { class: claim === this.selected ? "area chosen" : "area", cx: x, cy: y, r, style: `--c:var(--act-${claim.family})` });
    }));
  }

  /** The way of the chosen claim from where to where, and the parts of its place. */
  drawPath() {
    const claim = this.selected;
    this.path.replaceChildren();
    if (!claim || !this.claims.includes(claim)) return;
    /** @param {any} place */
    const on = (place) => (place && place.lat !== null && place.lon !== null ? this.view.on(project(place.lat, place.lon)) : null);
    this.path.setAttribute("style", `--c:var(--act-${claim.family})`);
    for (const part of claim.parts.map(on)) if (part) this.path.append(svg("circle", { class: "part", cx: part.x, cy: part.y, r: DOT + 1 }));
    const a = on(claim.origin) || (claim.destination && on(claim.place)), b = on(claim.destination) || (claim.origin && on(claim.place));
    if (!a || !b || Math.hypot(a.x - b.x, a.y - b.y) < 24) return;
    const bend = { x: (a.x + b.x) / 2 + (b.y - a.y) * 0.16, y: (a.y + b.y) / 2 - (b.x - a.x) * 0.16 };
    const angle = Math.atan2(b.y - bend.y, b.x - bend.x);
    const tip = { x: b.x - 11 * Math.cos(angle), y: b.y - 11 * Math.sin(angle) };
    /** @param {number} turn */
    const barb = (turn) => `${tip.x - 10 * Math.cos(angle + turn)} ${tip.y - 10 * Math.sin(angle + turn)}`;
    this.path.append(
      svg("circle", { class: "part", cx: a.x, cy: a.y, r: 4 }),
      svg("path", { class: "way", d: `M${a.x} ${a.y}Q${bend.x} ${bend.y} ${tip.x} ${tip.y}` }),
      svg("path", { class: "tip", d: `M${tip.x} ${tip.y}L${barb(0.45)}L${barb(-0.45)}Z` }),
    );
  }
}

/** How many claims of each family, in the legend's order. @param {any[]} claims @returns {[string, number][]} */
function byFamily(claims) {
  const counts = new Map();
  for (const { family } of claims) counts.set(family, (counts.get(family) || 0) + 1);
  return DATA.families.filter((/** @type {any} */ f) => counts.has(f.id)).map((/** @type {any} */ f) => [f.id, counts.get(f.id)]);
}
