# `make help` lists what there is to do. All of it sets itself up first.

NETWORK =
PYTHON =
PORT = 8545
STATE = .chain/state.json
ARGS =
INTO = .build/standard-json
ONLY =
SEED = 1
COUNT = 100

# Every target is about the build that ships; `make compilers` asks for the others itself.
unexport CAIRN_BUILD
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/.anvil/bin:$(PATH)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 15

setup: .venv/ready ## what all others need: a virtual environment, every package pinned by hash

demo: setup .build/fresh ## one whole story in a minute; with NETWORK=testchain, on the chain of `make chain`
	@ape run demo --network ethereum:$(or $(NETWORK),local:test)

test: setup .build/fresh ## the tests, on the embedded chain and two cores; ONLY=PART takes a part of them, ARGS goes to pytest
	@ape test $(ON_TWO_CORES) $(IN_PART) $(ARGS)

test-anvil: setup .build/fresh ## those that touch a chain on anvil, too
	@$(GET_ANVIL) || { echo "$(NO_ANVIL)"; [ "$$CI" != true ]; exit; }; \
	ape test --network ethereum:local:foundry $(ON_TWO_CORES) \
	    $(WITHOUT_A_NODE:%=--ignore %) -m "not long and not rig" $(IN_PART) $(ARGS)

oracle: setup .build/fresh ## the DAO against OpenZeppelin's governor, act by act (npm gets it)
	@$(GET_ORACLE) || { echo "$(NO_ORACLE)"; [ "$$CI" != true ]; exit; }; \
	ape test tests/oracle $(ARGS)

chain: ## a chain that lasts, kept in .chain/; stop it with Ctrl-C
	@$(GET_ANVIL) || { echo "$(NO_ANVIL)"; exit 1; }
	@mkdir -p $(dir $(STATE))
	@echo "The chain runs, kept in $(STATE): --network ethereum:testchain. Ctrl-C stops it."
	@last=$$($(LAST_TIME)); now=$$(date +%s); \
	exec anvil --port $(PORT) --accounts 30 --hardfork prague --quiet --state $(STATE) \
	    --state-interval 10 --timestamp $$((last < now ? now : last + 1))

lint: setup ## the gates that sources pass: style, types, order, compiler traps, golden files
	@failed=0; for gate in "ruff check" "ruff format --check" "pyright" \
	    "lint-imports --no-logo --cache-dir .cache/imports" \
	    "mamushi --line-length 100 --check contracts" "python tests/gates/style.py" \
	    "python tests/gates/shapes.py" "python tests/gates/golden.py" "python tests/gates/leaks.py"; \
	do $$gate || failed=1; done; exit $$failed

abi: setup ## write cairn/abi/ again: what today's contracts compile to, which travels with the package
	@python tests/gates/golden.py --write

standard-json: setup ## each contract with all its sources in one file, for whoever verifies it: in INTO
	@python tests/gates/standard_json.py $(INTO)

gas: setup .build/fresh ## measure every scenario again, by both schedules, into benchmarks/ and docs/gas.md
	@python tests/gas/record.py

long: setup .build/fresh ## the long stateful runs
	@ape test -m long $(ARGS)

mutants: setup .build/fresh ## COUNT contracts with one fault each, by SEED: do the unit tests notice?
	@PYTHONPATH=tests nice -n 10 python -m mutants --seed $(SEED) --count $(COUNT) $(ARGS)

compilers: setup .build/fresh ## a second opinion on the contracts: Venom, codesize, the next Vyper
	@next=$(NEXT_VYPER)/bin/vyper; \
	$(GET_NEXT_VYPER) || { echo "$(NO_NEXT_VYPER)"; next=; }; \
	PYTHONPATH=tests python -m compilers $${next:+--next $$next} && \
	{ [ "$$next" ] || [ "$$CI" != true ]; }

lock: setup ## resolve requirements.in into requirements.txt, and the same of the next Vyper
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) tests/compilers/next.in -o tests/compilers/next.txt

clean: ## throw away what make made; the chain in .chain/ stays
	rm -rf .venv .anvil .oracle .build .cache .mutants .hypothesis .pytest_cache .ruff_cache

# ---------------------------------------------------------------------------- how

IS_FIT = import ensurepip, sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))
NO_PYTHON = Cairn needs Python 3.11 or 3.12, with its venv. If it is not on PATH: make PYTHON=FILE
INSTALL = pip install --quiet --require-hashes --no-deps
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-header --no-annotate --no-emit-index-url
INSTALL_ITSELF = pip install --quiet --no-deps --no-build-isolation --editable .

.venv/bin/python:
	@for python in $(PYTHON) python3.12 python3.11 python3 python; do \
	    "$$python" -c '$(IS_FIT)' 2> /dev/null && exec "$$python" -m venv .venv; \
	done; echo "$(NO_PYTHON)"; exit 1

# uv is ten times as fast as pip; where it cannot be had, pip does. The project itself comes last, as
# it stands here: it has no hash. What is compiled now, no command has to compile at its first start.
.venv/ready: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing Cairn's packages into .venv: up to a minute, once."
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.txt > .venv/uv.txt
	@export PIP_DISABLE_PIP_VERSION_CHECK=1; \
	python -m $(INSTALL) -r .venv/uv.txt 2> /dev/null && uv $(INSTALL) -r requirements.txt \
	|| python -m $(INSTALL) -r requirements.txt
	@uv $(INSTALL_ITSELF) 2> /dev/null || python -m $(INSTALL_ITSELF)
	@python -m compileall -q -j 2 .venv/lib cairn scripts > /dev/null || true
	@touch $@

# What asks no node, or has EVMs of its own, is the same on every node.
WITHOUT_A_NODE = tests/gates tests/gas tests/stateful tests/hostile/contracts

# A file's tests stay together: they share what their fixtures have put up. And files keep their
# order: those of tests/package/audit read all that a chain holds, while it holds little.
ON_TWO_CORES = -n 2 --dist loadfile --no-loadscope-reorder

# A part is called as its folder in tests/unit or tests/package; all of that name belongs to it.
PARTS = $(sort $(filter-out __pycache__,$(notdir $(patsubst %/,%,$(wildcard tests/unit/*/ tests/package/*/)))))
IN_PART = $(foreach part,$(ONLY),$(wildcard tests/*/$(part) tests/*/test_$(part).py))
ifneq ($(filter-out $(PARTS),$(ONLY)),)
$(error There is no part "$(filter-out $(PARTS),$(ONLY))". The parts are: $(PARTS))
endif

# Ape compiles a contract again when its own file changes, but not when a module of it does.
.build/fresh: $(shell find contracts -name '*.vy*') ape-config.yaml requirements.txt
	@rm -rf .build && mkdir .build && ape compile > /dev/null && touch $@

# When the chain's last block was made; anvil would go back to now if its clock had been moved on.
LAST_TIME = head -c 400 $(STATE) 2> /dev/null | sed -n 's/.*"timestamp":"\(0x[0-9a-f]*\)".*/\1/p'

NO_ANVIL = anvil is not installed: install Node.js, whose npm gets it by itself, or Foundry.
GET_ANVIL = command -v anvil > /dev/null || { mkdir -p .anvil/bin && cd .anvil && \
    npm install --no-save --ignore-scripts --prefix . @foundry-rs/anvil@1.7.1 > /dev/null 2>&1 && \
    cd bin && ln -sf ../node_modules/@foundry-rs/anvil-*/bin/anvil anvil && cd ../..; }

NO_ORACLE = OpenZeppelin's governor is not here to compare with: install Node.js, whose npm gets it.
GET_ORACLE = grep -qsx '$(ORACLE)' .oracle/versions || { mkdir -p .oracle && \
    npm install --no-save --ignore-scripts --prefix .oracle $(ORACLE) > /dev/null 2>&1 && \
    echo '$(ORACLE)' > .oracle/versions; }
ORACLE = @openzeppelin/contracts@5.7.0 solc@0.8.37

NEXT_VYPER = .cache/next-vyper
NO_NEXT_VYPER = The next Vyper is not here to compile with: pip could not get it. The other builds are.
GET_NEXT_VYPER = [ $(NEXT_VYPER)/ready -nt tests/compilers/next.txt ] || { \
    rm -rf $(NEXT_VYPER) && python -m venv $(NEXT_VYPER) && $(NEXT_VYPER)/bin/python -m $(INSTALL) \
    --disable-pip-version-check -r tests/compilers/next.txt > /dev/null 2>&1 && \
    touch $(NEXT_VYPER)/ready; }

.PHONY: help setup demo test test-anvil oracle chain lint abi standard-json gas long mutants compilers \
    lock clean
