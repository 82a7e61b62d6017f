// @ts-check
// Mercator, lines as text, and the view: which part of the world is on the screen.

/** @typedef {{x: number, y: number}} Point a place in world units: 0 to 1 from west to east and from north to south */

/**
 * @param {number} lat degrees @param {number} lon degrees
 * @returns {Point}
 */
function project(lat, lon) {
  const phi = (Math.max(-84.5, Math.min(84.5, lat)) * Math.PI) / 180;
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log(Math.tan(Math.PI / 4 + phi / 2)) / (2 * Math.PI) };
}

/** @param {number} y world units @returns {number} degrees */
function latitudeOf(y) {
  return (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90;
}

/** Kilometres as world units at a latitude. @param {number} km @param {number} lat */
function worldLength(km, lat) {
  return km / (40075.017 * Math.cos((lat * Math.PI) / 180));
}

/**
 * A line as written by warlog.exports.map_base.encoded, in world units, x and y in turn.
 * @param {string} text @param {number} scale parts of a degree
 * @returns {Float64Array}
 */
function decoded(text, scale) {
  /** @type {number[]} */
  const out = [];
  const sums = [0, 0];
  let axis = 0, shift = 0, value = 0;
  for (let i = 0; i < text.length; i++) {
    const five = text.charCodeAt(i) - 63;
    value += (five & 31) * 2 ** shift;
    shift += 5;
    if (five & 32) continue;
    sums[axis] += value % 2 ? -(value + 1) / 2 : value / 2;
    if (axis === 1) {
      const point = project(sums[1] / scale, sums[0] / scale);
      out.push(point.x, point.y);
    }
    axis = 1 - axis;
    shift = value = 0;
  }
  return Float64Array.from(out);
}

// The base map is drawn from data with a point every kilometre or so: nearer than ten pixels a kilometre it would mislead.
const NEAREST = 4e5;

/** The part of the world on the screen: its middle and the pixels a world unit takes; never past the region's edges. */
class View {
  /** @param {{home: number[], region: number[]}} base boxes as west, south, east, north in degrees */
  constructor(base) {
    this.home = View.box(base.home);
    this.region = View.box(base.region);
    this.width = this.height = 1;
    this.x = this.y = 0.5;
    this.scale = 1;
  }

  /** @param {number[]} degrees */
  static box([west, south, east, north]) {
    const a = project(north, west), b = project(south, east);
    return { left: a.x, top: a.y, right: b.x, bottom: b.y };
  }

  /** The least scale: the region fills the screen. */
  get least() {
    const r = this.region;
    return Math.max(this.width / (r.right - r.left), this.height / (r.bottom - r.top));
  }

  /** @param {number} width pixels @param {number} height pixels */
  resize(width, height) {
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    this.clamp();
  }

  clamp() {
    const r = this.region;
    this.scale = Math.min(Math.max(this.scale, this.least), Math.max(NEAREST, this.least));
    const w = this.width / 2 / this.scale, h = this.height / 2 / this.scale;
    this.x = Math.min(Math.max(this.x, r.left + w), r.right - w);
    this.y = Math.min(Math.max(this.y, r.top + h), r.bottom - h);
  }

  /**
   * Shows a box with room around it.
   * @param {{left: number, top: number, right: number, bottom: number}} box world units
   * @param {number} pad pixels @param {number} [most] largest scale
   */
  fit(box, pad, most = 120000) {
    const w = Math.max(20, this.width - 2 * pad), h = Math.max(20, this.height - 2 * pad);
    this.scale = Math.min(w / Math.max(1e-9, box.right - box.left), h / Math.max(1e-9, box.bottom - box.top), most);
    this.x = (box.left + box.right) / 2;
    this.y = (box.top + box.bottom) / 2;
    this.clamp();
  }

  /** @param {number} factor @param {number} px the point that stays, in pixels @param {number} py */
  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const before = this.at(px, py);
    this.scale = Math.min(Math.max(this.scale * factor, this.least), Math.max(NEAREST, this.least));
    const after = this.at(px, py);
    this.x += before.x - after.x;
    this.y += before.y - after.y;
    this.clamp();
  }

  /** @param {number} dx pixels @param {number} dy */
  pan(dx, dy) {
    this.x -= dx / this.scale;
    this.y -= dy / this.scale;
    this.clamp();
  }

  /** World units of a point on the screen. @param {number} px @param {number} py @returns {Point} */
  at(px, py) {
    return { x: this.x + (px - this.width / 2) / this.scale, y: this.y + (py - this.height / 2) / this.scale };
  }

  /** The point on the screen of world units. @param {Point} point @returns {Point} pixels */
  on({ x, y }) {
    return { x: (x - this.x) * this.scale + this.width / 2, y: (y - this.y) * this.scale + this.height / 2 };
  }
}
