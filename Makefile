# Two commands do all the set-up: `make demo` and `make test`.
# Nothing else is needed than Python 3.11 to 3.14, git and make.

VENV := .venv
BIN := $(VENV)/bin
STORE := kg-store
MAP := cooperation-map.html
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
STAMP := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-for-tests
SCRIPTS_STAMP := node_modules/.installed
NPM := $(shell command -v npm 2>/dev/null)
# Some libraries have no wheels for 3.15 yet; 3.14.1 alone is refused by networkx.
FITTING := import sys; v = sys.version_info[:3]; sys.exit(not (3, 11) <= v < (3, 15) or v == (3, 14, 1))

# The first of these that fits; `make demo PYTHON=/path/to/python` chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c '$(FITTING)' 2>/dev/null && { echo $$p; break; }; done)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test coverage lint check format bench lock release

# What a file's tests share, a store on an engine or a wheel, is made once: they go to one process.
# Files keep the order of conftest.py, in which the longest come first.
SHARED := -n auto --dist loadfile --no-loadscope-reorder

# The targets below build this checkout's own store and leave one named elsewhere alone.
unexport KG_STORE

help: ## 列出这些任务 / list these tasks
	@awk -F ' *## *' '/^[a-z]+:.*##/ { sub(/:.*/, "", $$1); printf "  make %-8s %s\n", $$1, $$2 }' \
		$(firstword $(MAKEFILE_LIST))

demo: $(STAMP) ## 安装、建库、查大连市的合作方、画网络图 / install, build the store, ask, draw the map
	$(BIN)/kg --store $(STORE) build
	$(BIN)/kg --store $(STORE) partners 大连市
	$(BIN)/kg --store $(STORE) map -o $(MAP)
	@printf '\n%s\n%s\n' \
		'查看网络图：双击这个文件，或把网址粘贴到浏览器的地址栏' \
		'See the map: double-click this file, or paste the address into a browser'
	@printf '  %s\n' '$(CURDIR)/$(MAP)'
	@$(BIN)/python -c 'import pathlib; print(" ", pathlib.Path("$(MAP)").resolve().as_uri())'
	@printf '%s\n' \
		'接着试试 / Try next:' \
		'  $(BIN)/kg partners 盘锦' \
		'  $(BIN)/kg --help'

test: $(TEST_STAMP) ## 安装测试所需并运行全部测试 / install what tests need and run them all
	$(BIN)/python -m pytest $(SHARED) $(PYTEST_ARGS)

coverage: $(TEST_STAMP) ## 运行测试，列出未执行到的代码 / run the tests and tell what code they miss
	$(BIN)/python -m pytest $(SHARED) --cov --cov-report=term-missing $(PYTEST_ARGS)

lint: $(TEST_STAMP) $(if $(NPM),$(SCRIPTS_STAMP)) ## 检查代码风格和类型 / check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(if $(NPM),npm run --silent lint,@echo '没有 npm，网页脚本未检查 / no npm: scripts go unchecked'; test -z "$$KG_CI")

check: lint test ## 全部检查：风格、类型、测试 / every check: style, types, tests

format: $(TEST_STAMP) ## 按统一风格改写代码 / rewrite the code in the one style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP) ## 测速度 / measure how fast it is
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.asking 10000 100000

release: $(STAMP) ## 生成发布文件，存入 dist/ / make all files of a release in dist/
	$(BIN)/python tools/release.py

# An environment that is there serves: what pyproject.toml newly asks for is yet to be locked.
lock: $(if $(wildcard $(BIN)/python),,$(STAMP)) ## 重新锁定依赖版本（UPGRADE=--upgrade 升级） / pin the dependencies anew
	$(PIP) install uv
	for file in requirements:build requirements-dev:dev; do \
		$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 \
			--fork-strategy fewest --no-annotate --no-emit-index-url --no-emit-find-links \
			--custom-compile-command 'make lock' $(UPGRADE) \
			--group $${file#*:} --output-file $${file%:*}.lock pyproject.toml || exit 1; \
	done

# Editable, so that `kg` sees edits in kg/, data/ and ontology.ttl at once. Versions come from
# the lock and from nowhere else: no resolver, no isolated build with a newer backend.
$(STAMP): pyproject.toml requirements.lock
	@test -n '$(PYTHON)' && $(PYTHON) -c '$(FITTING)' 2>/dev/null || { printf '%s\n' \
		'需要 Python 3.11 至 3.14（3.14.1 除外）；若已安装在别处，请运行：make demo PYTHON=路径' \
		'Python 3.11 to 3.14 is needed (not 3.14.1); if it is somewhere else: make demo PYTHON=path' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { printf '%s\n' \
		'这个 Python 不能创建虚拟环境。Debian 和 Ubuntu 请先安装：sudo apt-get install python3-venv' \
		'This Python cannot make a virtual environment. On Debian and Ubuntu: sudo apt-get install python3-venv' >&2; exit 1; }
	@printf '%s\n' '首次安装约需一两分钟…… / Installing, a minute or two the first time ...'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --no-deps -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(PIP) check
	@touch $@

$(TEST_STAMP): requirements-dev.lock $(STAMP)
	@printf '%s\n' '安装测试工具…… / Installing what the tests need ...'
	@$(PIP) install --no-deps -r requirements-dev.lock
	@$(PIP) check
	@touch $@

# Only where Node is there: nothing but `make lint` needs it.
$(SCRIPTS_STAMP): package.json package-lock.json
	@npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@
