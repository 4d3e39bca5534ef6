# make demo  演示：建图、问答、导出      make test  运行全部测试
# make ui    打开网页界面                make check 代码检查（ruff、mypy、导入规则）
PYTHON ?= python3
BIN := .venv/bin
# What users need, and all that developers, tests and benchmarks need besides.
USER := .venv/.ready-user
READY := .venv/.ready

# 离线包：make offline SYSTEM=windows ARGS="--python 3.12 --interpreter 位置.zip --sha256 官方公布的值"
.PHONY: offline demo test test-neo4j ui check docs bench bench-ui eval faults volume fuzz notices mutants lock clean

demo: $(USER)
	$(BIN)/qiantou demo --out out

# Files of tests are shared out to this many processes, each with its own engine; PROCESSES=0 for one after the other.
PROCESSES ?= 2
TESTS = $(BIN)/python -m pytest -n $(PROCESSES) --dist loadfile

test: $(READY)
	$(TESTS)

# The same on a real Neo4j as well; Maven fetches it once a machine, and without Maven its tests are skipped.
test-neo4j: $(READY)
	$(BIN)/python tests/neo4j/server.py run $(TESTS)

ui: $(USER)
	$(BIN)/qiantou ui

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(READY)
	$(BIN)/python -m ui.reference
	$(BIN)/python -m benchmarks.formats

bench: $(READY) .venv-bench/.ready
	$(BIN)/python -m benchmarks.run

# The web interface in a browser, beside st-link-analysis: five minutes.
bench-ui: $(READY) .venv-bench/.ready
	$(BIN)/python -m benchmarks.interface

# What others are measured against has its own environment: it brings another hundred megabytes.
.venv-bench/.ready: benchmarks/requirements.lock
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# Against hand-made answers in ../shared, where they are; ARGS="--show 项目" lists what differs.
eval: $(READY)
	$(BIN)/python -m benchmarks.evaluation $(ARGS)

# kill -9, full and read-only disks, readers beside a writer, fsync: half an hour; ROUNDS=5 for less.
faults: $(READY)
	$(BIN)/python -m benchmarks.faults $(or $(ROUNDS),50)

# A graph of a million relationships: half an hour; EDGES=100000 for less.
volume: $(READY)
	$(BIN)/python -m benchmarks.volume $(or $(EDGES),1000000)

# THIRD_PARTY.md and the SBOM, from the users' lock.
notices: $(READY)
	$(BIN)/python -m benchmarks.notices

# Small changes to what keeps strangers out and the graph whole: does a test notice? Minutes; MODULES="passwords" for one.
mutants: $(READY)
	$(BIN)/python -m benchmarks.mutants $(MODULES)

# Three minutes of random documents; SECONDS=600 for more.
fuzz: $(READY)
	$(BIN)/python -m benchmarks.fuzz $(or $(SECONDS),180)

$(USER): requirements.user.lock pyproject.toml
	@# The developers' environment holds all of the users'.
	@if [ $(READY) -nt requirements.user.lock ]; then touch $@; else $(call install,requirements.user.lock,$@); fi

$(READY): requirements.lock pyproject.toml
	@$(call install,requirements.lock,$@)

define install
  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
    { echo "需要 Python 3.11 或更高版本；可写 make PYTHON=python3.12 指定。"; exit 1; }; \
  echo "正在建立环境（.venv），首次约需一分钟……" && \
  $(PYTHON) -m venv .venv && \
  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && \
  PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
    --no-build-isolation --editable . && \
  { $(BIN)/python -m ui.training || true; } && \
  touch $(2)
endef

# The package for a computer without a network; needs an index once. See docs/install.md.
offline: $(READY)
	$(BIN)/python -m release.offline --system $(or $(SYSTEM),linux) $(ARGS)

# Needs uv and an index; everything else needs only the lock.
lock:
	uv pip compile pyproject.toml --extra dev --extra bench --extra py2neo --extra scale --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --output-file requirements.lock
	uv pip compile pyproject.toml --extra install --constraint requirements.lock --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --output-file requirements.user.lock
	uv pip compile benchmarks/requirements.in --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --output-file benchmarks/requirements.lock

clean:
	rm -rf .venv .venv-bench out build *.egg-info
