"""What is shipped with an installation, and under which licences: THIRD_PARTY.md and sbom.cdx.json (CycloneDX).

`make notices` writes both from requirements.user.lock, the metadata of the installed packages, and the jars and the
Java runtime inside the engine's package. The same lock makes the same files.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCK, TABLE, SBOM = ROOT / "requirements.user.lock", ROOT / "THIRD_PARTY.md", ROOT / "sbom.cdx.json"
ENGINE = "arcadedb-embedded"
_SPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")

_APACHE = "Apache-2.0"
# Jars whose own files do not say it; from the pages of their projects.
_JAR_LICENCES = {
    "HdrHistogram": "BSD-2-Clause OR CC0-1.0", "agrona": _APACHE, "antlr4-runtime": "BSD-3-Clause",
    "arcadedb": _APACHE, "collections": "UPL-1.0", "commons-lang3": _APACHE, "disruptor": _APACHE,
    "error_prone_annotations": _APACHE, "graal-sdk": "UPL-1.0", "gson": _APACHE,
    "jakarta.activation-api": "BSD-3-Clause", "jakarta.validation-api": _APACHE, "jakarta.xml.bind-api": "BSD-3-Clause",
    "jboss-logging": _APACHE, "jboss-threads": _APACHE, "jniutils": "UPL-1.0", "jspecify": _APACHE,
    "jts-core": "EPL-2.0 OR BSD-3-Clause", "jvector": _APACHE, "lucene": _APACHE, "lz4-java": _APACHE,
    "micrometer": _APACHE, "nativeimage": "UPL-1.0", "polyglot": "UPL-1.0", "s2-geometry-library-java": _APACHE,
    "slf4j": "MIT", "smallrye-common": _APACHE, "snakeyaml": _APACHE, "spatial4j": _APACHE, "swagger": _APACHE,
    "undertow-core": _APACHE, "univocity-parsers": _APACHE, "wildfly": _APACHE, "word": "UPL-1.0",
    "xnio": _APACHE, "xz": "UPL-1.0",
}  # fmt: skip
_CLASSIFIED = {
    "Apache Software License": _APACHE,
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
}
_WRITTEN = {
    "Apache 2.0": _APACHE, "Apache License 2.0": _APACHE, "Apache License, Version 2.0": _APACHE, "Apache 2": _APACHE,
    "Apache": _APACHE, "Apache Software License": _APACHE, "BSD": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "new BSD License": "BSD-3-Clause", "MIT License": "MIT", "The MIT License (MIT)": "MIT", "Dual License": "",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Something that is shipped.

    Attributes:
        kind: `Python`, `Java` or `运行环境`.
        name, version: as its makers write them.
        licence: an SPDX expression where that is known, else their words.
        url: a package URL.
        sha256: of the file, for jars.
    """

    kind: str
    name: str
    version: str
    licence: str
    url: str
    sha256: str = ""


def locked() -> Iterator[tuple[str, str]]:
    """Names and versions of the user's packages."""
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"([A-Za-z0-9._-]+)==(\S+)", line):
            yield found[1], found[2]


def packages() -> Iterator[Part]:
    """The Python packages; those only for another system with what is known of them here."""
    for name, version in locked():
        try:
            licence = licence_of(metadata.metadata(name))
        except metadata.PackageNotFoundError:
            licence = _ELSEWHERE.get(name, "见其说明")
        yield Part("Python", name, version, licence, f"pkg:pypi/{name.lower()}@{version}")


_ELSEWHERE = {"colorama": "BSD-3-Clause", "tzdata": _APACHE, "cffi": "MIT-0", "pywin32": "PSF-2.0"}
"""Packages for other systems."""


def licence_of(about: Message | Any) -> str:
    """The licence that a package's metadata tell."""
    if expression := about.get("License-Expression"):
        return str(expression)
    classified = [
        _CLASSIFIED.get(line.rpartition(" :: ")[2], line.rpartition(" :: ")[2])
        for line in about.get_all("Classifier") or ()
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    written = str(about.get("License") or "").strip().splitlines()
    known = _WRITTEN.get(written[0], written[0]) if written and len(written[0]) < 60 else ""
    return " AND ".join(dict.fromkeys(classified)) or known or "见其说明"


def engine_folder() -> Path:
    """The folder of the installed engine."""
    return Path(str(metadata.distribution(ENGINE).locate_file(ENGINE.replace("-", "_"))))


def jars() -> Iterator[Part]:
    """The jars in the engine's package, and the Java runtime."""
    for jar in sorted((engine_folder() / "jars").glob("*.jar")):
        stem = re.sub(r"-shaded$", "", jar.stem)
        found = re.match(r"(.+?)-(\d[\w.]*)$", stem)
        name, version = (found[1], found[2]) if found else (stem, metadata.version(ENGINE))
        group = _group(jar)
        url = f"pkg:maven/{group}/{name}@{version}" if group else f"pkg:generic/{name}@{version}"
        content = hashlib.sha256(jar.read_bytes()).hexdigest()
        yield Part("Java", name, version, _jar_licence(name), url, content)
    release = (engine_folder() / "jre" / "release").read_text(encoding="utf-8")
    version = re.search(r'JAVA_VERSION="([^"]+)"', release)
    number = version[1] if version else "?"
    licence = "GPL-2.0-only WITH Classpath-exception-2.0"
    yield Part("运行环境", "OpenJDK", number, licence, f"pkg:generic/openjdk@{number}")


def _jar_licence(name: str) -> str:
    fitting = [start for start in _JAR_LICENCES if name == start or name.startswith(f"{start}-")]
    return _JAR_LICENCES[max(fitting, key=len)] if fitting else "见其说明"


def _group(jar: Path) -> str:
    with zipfile.ZipFile(jar) as archive:
        for name in archive.namelist():
            if found := re.match(r"META-INF/maven/([^/]+)/[^/]+/pom\.properties$", name):
                return found[1]
    return ""


def table(parts: list[Part]) -> str:
    """THIRD_PARTY.md."""
    lines = [
        "# 第三方组件 · Third-party components",
        "",
        "本项目以 Apache-2.0 发布（LICENSE）。安装后连同下列组件一起运行；",
        "版本取自 requirements.user.lock，许可取自各组件自己的说明。",
        "Java 运行环境按 GPL-2.0（含 Classpath 例外）以原样随 arcadedb-embedded 分发，",
        "许可文本见该包的 `jre/legal`，源代码见 OpenJDK 项目。",
        "网页界面的图由 cytoscape（MIT）、d3-force（ISC）、dagre（MIT）等画成，已打包在 ui/graphview/build，",
        "版本见 ui/graphview/package-lock.json。",
        "用 `make notices` 重写本文件和 sbom.cdx.json（CycloneDX 1.6）。",
    ]
    for kind in dict.fromkeys(part.kind for part in parts):
        lines += ["", f"## {kind}", "", "| 组件 | 版本 | 许可 |", "|---|---|---|"]
        lines += [f"| {part.name} | {part.version} | {part.licence} |" for part in parts if part.kind == kind]
    return "\n".join(lines) + "\n"


def sbom(parts: list[Part]) -> str:
    """The CycloneDX document."""
    serial = uuid.uuid5(_SPACE, "\n".join(part.url for part in parts))
    root = {"type": "application", "name": "qiantou", "version": metadata.version("qiantou"), "bom-ref": "qiantou"}
    content = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": {**root, "licenses": [{"expression": _APACHE}]}},
        "components": [_component(part) for part in parts],
        "dependencies": [{"ref": "qiantou", "dependsOn": [part.url for part in parts if part.kind == "Python"]}],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _component(part: Part) -> dict[str, Any]:
    spdx = re.fullmatch(r"[A-Za-z0-9.+\-() ]+", part.licence) is not None
    told = {"expression": part.licence} if spdx else {"license": {"name": part.licence}}
    hashes = {"hashes": [{"alg": "SHA-256", "content": part.sha256}]} if part.sha256 else {}
    of = {"type": "library" if part.kind != "运行环境" else "platform", "bom-ref": part.url, "name": part.name}
    return {**of, "version": part.version, "purl": part.url, "licenses": [told], **hashes}


def parts() -> list[Part]:
    """Everything, in a fixed order."""
    return [*packages(), *jars()]


def main() -> None:
    """Write both files."""
    found = parts()
    TABLE.write_text(table(found), encoding="utf-8")
    SBOM.write_text(sbom(found), encoding="utf-8")


if __name__ == "__main__":
    main()
