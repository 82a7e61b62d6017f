// @ts-check
// The base map, drawn on a canvas: land, water, boundaries, and names that make way for one another.

/** @typedef {{left: number, top: number, right: number, bottom: number}} Rect pixels */

/** Rectangles taken by names and marks, so that no two overlap. */
class Room {
  constructor() {
    /** @type {Rect[]} */
    this.taken = [];
  }

  /** Takes a rectangle if it is free. @param {Rect} rect @returns {boolean} */
  take(rect) {
    const free = this.taken.every(
      (o) => rect.right <= o.left || rect.left >= o.right || rect.bottom <= o.top || rect.top >= o.bottom,
    );
    if (free) this.taken.push(rect);
    return free;
  }
}

const SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", "Source Serif 4", Georgia, "Noto Serif", "DejaVu Serif", serif';
const SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", Arial, sans-serif';

class BaseMap {
  /** @param {HTMLCanvasElement} canvas @param {any} base @param {View} view */
  constructor(canvas, base, view) {
    this.canvas = canvas;
    this.view = view;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    // paths are kept around the region's middle: canvases compute in single precision
    this.origin = { x: (view.region.left + view.region.right) / 2, y: (view.region.top + view.region.bottom) / 2 };
    this.unit = 1 << 16;
    /** @param {string[]} lines @param {boolean} closed */
    const path = (lines, closed) => this.path(lines.map((line) => decoded(line, base.scale)), closed);
    const { layers } = base;
    /** @param {boolean} focus */
    const land = (focus) => layers.land.filter((/** @type {any} */ c) => c.focus === focus).map((/** @type {any} */ c) => path(c.rings, true));
    this.land = { focus: land(true), other: land(false) };
    this.lines = Object.fromEntries(["provinces", "borders", "disputed", "rivers"].map((name) => [name, path(layers[name], false)]));
    this.lakes = path(layers.lakes, true);
    /** @param {any[]} rows */
    const points = (rows) => rows.map(([name, lat, lon, weight]) => ({ name, weight, at: project(lat, lon) }));
    this.provinces = points(base.labels.provinces);
    this.towns = points(base.labels.towns);
    this.countries = base.labels.countries.map((/** @type {any} */ c) => ({
      name: c.name.toUpperCase(),
      points: c.points.map((/** @type {number[]} */ [lat, lon, room]) => ({ at: project(lat, lon), room: room / 360 })),
    }));
    this.colours = this.readColours();
  }

  readColours() {
    const style = getComputedStyle(document.documentElement);
    /** @param {string} name */
    const get = (name) => style.getPropertyValue(`--map-${name}`).trim();
    const names = ["sea", "land", "focus", "coast", "border", "province", "river", "halo", "country", "town", "label", "place"];
    /** @type {Record<string, string>} */
    const colours = {};
    for (const name of names) colours[name] = get(name);
    return colours;
  }

  /** @param {Float64Array[]} lines @param {boolean} closed */
  path(lines, closed) {
    const path = new Path2D();
    for (const line of lines) {
      for (let i = 0; i < line.length; i += 2) {
        const x = (line[i] - this.origin.x) * this.unit, y = (line[i + 1] - this.origin.y) * this.unit;
        if (i === 0) path.moveTo(x, y);
        else path.lineTo(x, y);
      }
      if (closed) path.closePath();
    }
    return path;
  }

  /**
   * @param {{at: Point, size: number, name: string, strong: boolean}[]} marks what stands on the map, to be named first
   */
  draw(marks) {
    const { context: c, view, colours } = this;
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    const width = Math.round(view.width * ratio), height = Math.round(view.height * ratio);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.fillStyle = colours.sea;
    c.fillRect(0, 0, width, height);
    const k = (view.scale / this.unit) * ratio;
    const corner = view.on(this.origin);
    c.setTransform(k, 0, 0, k, corner.x * ratio, corner.y * ratio);
    this.drawShapes(ratio / k);
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.drawNames(marks);
  }

  /** @param {number} px the length of a pixel in path units */
  drawShapes(px) {
    const { context: c, colours } = this;
    c.lineJoin = c.lineCap = "round";
    /** @param {Path2D} path @param {string} colour @param {number} width @param {number[]} [dash] */
    const stroke = (path, colour, width, dash = []) => {
      c.strokeStyle = colour;
      c.lineWidth = width * px;
      c.setLineDash(dash.map((length) => length * px));
      c.stroke(path);
    };
    // a country's seam is painted over in its own colour, so that no hair of sea shows between neighbours
    for (const [paths, colour] of /** @type {[Path2D[], string][]} */ ([[this.land.other, colours.land], [this.land.focus, colours.focus]])) {
      for (const path of paths) stroke(path, colours.coast, 1.5);
      for (const path of paths) {
        c.fillStyle = colour;
        c.fill(path, "evenodd");
      }
    }
    const degree = this.view.scale / 360;
    // far off, provinces are a grey tangle; near by, rivers drawn for maps of continents are kilometres out
    c.globalAlpha = Math.max(0, Math.min(1, (degree - 18) / 40));
    if (c.globalAlpha > 0) stroke(this.lines.provinces, colours.province, 0.8, [3, 2]);
    c.globalAlpha = degree > 500 ? 0.45 : 1;
    stroke(this.lines.rivers, colours.river, 1.3);
    c.globalAlpha = 1;
    c.fillStyle = colours.sea;
    c.fill(this.lakes, "evenodd");
    stroke(this.lakes, colours.river, 0.6);
    stroke(this.lines.borders, colours.focus, 3);
    stroke(this.lines.borders, colours.border, 1.2);
    stroke(this.lines.disputed, colours.focus, 3);
    stroke(this.lines.disputed, colours.border, 1.2, [5, 4]);
    c.setLineDash([]);
  }

  /** Where buttons and keys lie over the map. @returns {Rect[]} */
  covered() {
    const map = this.canvas.getBoundingClientRect();
    return [...(this.canvas.parentElement?.querySelectorAll(".over:not([hidden])") || [])].map((element) => {
      const box = element.getBoundingClientRect();
      return { left: box.left - map.left, right: box.right - map.left, top: box.top - map.top, bottom: box.bottom - map.top };
    });
  }

  /** @param {{at: Point, size: number, name: string, strong: boolean}[]} marks */
  drawNames(marks) {
    const room = new Room();
    room.taken.push(...this.covered());
    const spots = marks.map((mark) => ({ ...mark, on: this.view.on(mark.at) })).filter(({ on }) => this.inView(on, 40));
    for (const { on, size } of spots) {
      room.taken.push({ left: on.x - size, right: on.x + size, top: on.y - size, bottom: on.y + size });
    }
    const named = new Set();
    for (const { on, size, name, strong } of spots) {
      if (name && this.nameBeside(room, name, on, size + 4, `600 ${strong ? 13.5 : 12.5}px ${SANS}`, this.colours.place)) named.add(name);
    }
    this.drawCountries(room);
    this.drawTowns(room, named);
    this.drawProvinces(room);
  }

  /** @param {Point} on pixels @param {number} margin */
  inView(on, margin = 0) {
    return on.x > -margin && on.y > -margin && on.x < this.view.width + margin && on.y < this.view.height + margin;
  }

  /** @param {Room} room */
  drawCountries(room) {
    for (const { name, points } of this.countries) {
      const seen = points.filter((/** @type {any} */ p) => this.inView(this.view.on(p.at), -30));
      for (const { at, room: radius } of seen) {
        const reach = radius * this.view.scale;
        if (reach < 22) break;
        const size = Math.max(11, Math.min(17, reach / 7));
        if (name.length * size * 0.9 > reach * 4) break;
        const done = this.name(room, name, this.view.on(at), `500 ${size}px ${SANS}`, this.colours.country, size * 0.24);
        if (done) break;
      }
    }
  }

  /** @param {Room} room @param {Set<string>} named places that have their name already */
  drawTowns(room, named) {
    const { context: c, view } = this;
    let left = Math.round((view.width * view.height) / 22000);
    for (const { name, weight, at } of this.towns) {
      if (left <= 0) break;
      const on = view.on(at);
      if (!this.inView(on) || named.has(name)) continue;
      const size = weight > 1e6 ? 12 : weight > 2e5 ? 11.2 : 10.6;
      if (!this.nameBeside(room, name, on, 5, `400 ${size}px ${SANS}`, this.colours.town)) continue;
      left -= 1;
      c.beginPath();
      c.arc(on.x, on.y, weight > 1e6 ? 2.2 : 1.7, 0, 7);
      c.fillStyle = this.colours.town;
      c.fill();
    }
  }

  /** @param {Room} room */
  drawProvinces(room) {
    const degree = this.view.scale / 360;
    for (const { name, weight, at } of this.provinces) {
      if (weight * degree < 60) break;
      this.name(room, name, this.view.on(at), `italic 400 12px ${SERIF}`, this.colours.label, 0.3);
    }
  }

  /**
   * A name with its middle at a point. @param {Room} room @param {string} text @param {Point} on pixels
   * @param {string} font @param {string} colour @param {number} spacing pixels between letters
   */
  name(room, text, on, font, colour, spacing = 0) {
    const { context: c } = this;
    c.font = font;
    c.letterSpacing = `${spacing}px`;
    const half = c.measureText(text).width / 2;
    const inside = on.x - half > 2 && on.x + half < this.view.width - 2;
    const free = inside && this.inView(on, -8) && room.take({ left: on.x - half - 3, right: on.x + half + 3, top: on.y - 9, bottom: on.y + 9 });
    if (free) this.write(text, on.x, on.y, "center", colour);
    c.letterSpacing = "0px";
    return free;
  }

  /**
   * A name beside a mark, on the first free side. @param {Room} room @param {string} text @param {Point} on pixels
   * @param {number} gap @param {string} font @param {string} colour @returns {boolean}
   */
  nameBeside(room, text, on, gap, font, colour) {
    const { context: c } = this;
    c.font = font;
    const width = c.measureText(text).width, h = 7;
    /** @type {[number, number, CanvasTextAlign][]} */
    const sides = [[gap, 0, "left"], [-gap, 0, "right"], [0, -gap - h + 1, "center"], [0, gap + h - 1, "center"]];
    for (const [dx, dy, align] of sides) {
      const x = on.x + dx, y = on.y + dy;
      const start = align === "left" ? x : align === "right" ? x - width : x - width / 2;
      const rect = { left: start - 2, right: start + width + 2, top: y - h, bottom: y + h };
      if (rect.left < 0 || rect.right > this.view.width || !room.take(rect)) continue;
      this.write(text, x, y, align, colour);
      return true;
    }
    return false;
  }

  /** @param {string} text @param {number} x @param {number} y @param {CanvasTextAlign} align @param {string} colour */
  write(text, x, y, align, colour) {
    const { context: c } = this;
    c.textAlign = align;
    c.textBaseline = "middle";
    c.lineJoin = "round";
    c.lineWidth = 3;
    c.strokeStyle = this.colours.halo;
    c.strokeText(text, x, y);
    c.fillStyle = colour;
    c.fillText(text, x, y);
  }
}
