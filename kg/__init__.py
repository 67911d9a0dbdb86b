"""claimgraph: a knowledge graph of states, alliances and claims."""
