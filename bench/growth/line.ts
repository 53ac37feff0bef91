/** A straight line through points, as least squares fit it: y = intercept + slope * x. */
export interface Line {
  readonly intercept: number;
  readonly slope: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** NaN where there are not two points with different x. */
export function fitLine(points: readonly Point[]): Line {
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const x = mean((point) => point.x);
  const y = mean((point) => point.y);
  const slope = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
  return { intercept: y - slope * x, slope };
}

/** To which power of x the y grow, by a line through their logarithms: 1 is in proportion, 0 not at all. */
export function fitPower(points: readonly Point[]): number {
  return fitLine(points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }))).slope;
}
