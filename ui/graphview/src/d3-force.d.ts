/** The library ships no types. */
declare module 'd3-force' {
  export const forceCollide: any, forceLink: any, forceManyBody: any, forceSimulation: any, forceX: any, forceY: any;
}
