import * as dagre from '@dagrejs/dagre';

/** The used part of dagre: its own types do not resolve here. */
interface Graph {
  setGraph(options: object): void;
  setNode(id: string, box: { width: number; height: number }): void;
  setEdge(from: string, to: string, label: object, name: string): void;
  graph(): { width?: number; height?: number };
  node(id: string): { x: number; y: number };
  edge(from: string, to: string, name: string): { points: { x: number; y: number }[] };
}
const { Graph, layout } = dagre as unknown as {
  Graph: new (options: { multigraph: boolean }) => Graph;
  layout: (graph: Graph) => void;
};

export const NODE_SIZE = { width: 196, height: 66 };
const GRAPH_SPACING = { nodesep: 24, ranksep: 36, marginx: 8, marginy: 8 };

interface LayoutStep {
  id: string;
  after: readonly string[];
  branchTargets?: readonly string[];
}

export interface Arrow {
  from: string;
  to: string;
  /** True if the arrow leads to a branch that runs when `from` fails. */
  isBranch: boolean;
  points: { x: number; y: number }[];
}

export interface GraphLayout<Step> {
  width: number;
  height: number;
  /** `x` and `y` are the centre of the box. */
  nodes: { step: Step; x: number; y: number }[];
  arrows: Arrow[];
}

/** Places every step below its predecessors. */
export function layOutSteps<Step extends LayoutStep>(steps: readonly Step[]): GraphLayout<Step> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', ...GRAPH_SPACING });
  for (const { id } of steps) graph.setNode(id, { ...NODE_SIZE });
  const known = new Set(steps.map(({ id }) => id));
  const pairs = steps.flatMap(({ id, after, branchTargets = [] }) => [
    ...after.map((before) => ({ from: before, to: id, isBranch: false })),
    ...branchTargets.map((branch) => ({ from: id, to: branch, isBranch: true })),
  ]);
  const edges = pairs.filter(({ from, to }) => known.has(from) && known.has(to));
  for (const { from, to, isBranch } of edges) graph.setEdge(from, to, {}, String(isBranch));
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: steps.map((step) => ({ step, ...graph.node(step.id) })),
    arrows: edges.map((pair) => ({ ...pair, points: getEdgePoints(graph, pair) })),
  };
}

const getEdgePoints = (graph: Graph, { from, to, isBranch }: Omit<Arrow, 'points'>): Arrow['points'] =>
  graph.edge(from, to, String(isBranch)).points;
