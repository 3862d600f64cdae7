"""One job over many machines: steps over files, whoever runs them (docs/scale.md is the contract)."""
