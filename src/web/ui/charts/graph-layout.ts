import * as dagre from '@dagrejs/dagre';
import { LRUCache } from 'lru-cache';

/** The used part of dagre: its own types do not resolve here. */
interface Graph {
  setGraph(options: object): void;
  setNode(id: string, box: { width: number; height: number }): void;
  setEdge(from: string, to: string, label: object, name: string): void;
  graph(): { width?: number; height?: number };
  node(id: string): Point;
  edge(from: string, to: string, name: string): { points: Point[] };
}
const { Graph, layout } = dagre as unknown as {
  Graph: new (options: { multigraph: boolean }) => Graph;
  layout: (graph: Graph) => void;
};

export const NODE_SIZE = { width: 196, height: 66 };
const GRAPH_SPACING = { nodesep: 24, ranksep: 36, marginx: 8, marginy: 8 };
const MAX_CACHED_LAYOUTS = 200;

interface LayoutStep {
  id: string;
  after: readonly string[];
  branchTargets?: readonly string[];
}

interface Point {
  x: number;
  y: number;
}

interface Edge {
  from: string;
  to: string;
  /** True if the arrow leads to a branch that runs when `from` fails. */
  isBranch: boolean;
}

export interface Arrow extends Edge {
  points: readonly Point[];
}

interface Placement {
  width: number;
  height: number;
  arrows: readonly Arrow[];
  /** Returns the centre of a box. */
  locate: (id: string) => Point;
}

export interface GraphLayout<Step> extends Pick<Placement, 'width' | 'height' | 'arrows'> {
  /** `x` and `y` are the centre of the box. */
  nodes: (Point & { step: Step })[];
}

/** Placing the steps takes longer than the rest of a page, and depends on nothing but ids and edges. */
const placements = new LRUCache<string, Placement, { ids: string[]; edges: Edge[] }>({
  max: MAX_CACHED_LAYOUTS,
  memoMethod: (_key, _old, { context }) => placeSteps(context.ids, context.edges),
});

/** Places every step below its predecessors. */
export function layOutSteps<Step extends LayoutStep>(steps: readonly Step[]): GraphLayout<Step> {
  const context = { ids: steps.map(({ id }) => id), edges: listEdges(steps) };
  const { locate, ...placement } = placements.memo(JSON.stringify(context), { context });
  return { ...placement, nodes: steps.map((step) => ({ step, ...locate(step.id) })) };
}

function listEdges(steps: readonly LayoutStep[]): Edge[] {
  const known = new Set(steps.map(({ id }) => id));
  const edges = steps.flatMap(({ id, after, branchTargets = [] }) => [
    ...after.map((before) => ({ from: before, to: id, isBranch: false })),
    ...branchTargets.map((branch) => ({ from: id, to: branch, isBranch: true })),
  ]);
  return edges.filter(({ from, to }) => known.has(from) && known.has(to));
}

function placeSteps(ids: readonly string[], edges: readonly Edge[]): Placement {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', ...GRAPH_SPACING });
  for (const id of ids) graph.setNode(id, { ...NODE_SIZE });
  for (const { from, to, isBranch } of edges) graph.setEdge(from, to, {}, String(isBranch));
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    locate: (id) => graph.node(id),
    arrows: edges.map((edge) => ({ ...edge, points: graph.edge(edge.from, edge.to, String(edge.isBranch)).points })),
  };
}
