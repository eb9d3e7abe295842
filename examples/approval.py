"""审批系统的一步：审查一份草稿，把退出码和 JSON 报告变成审批意见。

用法：python approval.py 草稿.docx [contractlint review 的其他选项…]

标准输出是一个 JSON 对象，decision 是三者之一：

  approve  通过：没有达到 --fail-on 级别的问题，可以进入下一步
  return   退回：有必须改的问题，或者文件读不了，请提交人处理
  manual   转人工：程序判定不了，或者出了故障，请法务看

退出码：0 通过，1 退回，2 转人工。除了标准输出，不写任何文件。
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

SECONDS = 120
EXIT = {"approve": 0, "return": 1, "manual": 2}


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    opinion = decide(sys.argv[1], sys.argv[2:])
    print(json.dumps(opinion, ensure_ascii=False, indent=2))
    return EXIT[opinion["decision"]]


def decide(draft: str, options: list[str]) -> dict[str, Any]:
    """审批意见。拿不准的一律转人工，绝不因为程序出错而放行。"""
    command = [sys.executable, "-m", "contractlint", "review", *options, "--format", "json", "--", draft]
    try:
        result = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return {"decision": "manual", "reason": f"审查超过 {SECONDS} 秒，已停止。"}
    said = result.stderr.decode("utf-8", "replace").strip()
    if result.returncode == 3:
        return {"decision": "return", "reason": said}
    if result.returncode not in (0, 1, 4):
        return {"decision": "manual", "reason": said or f"审查没有完成（退出码 {result.returncode}）。"}
    try:
        return opinion_on(json.loads(result.stdout), result.returncode)
    except (ValueError, KeyError, TypeError) as error:
        return {"decision": "manual", "reason": f"看不懂审查报告：{error!r}"}


def opinion_on(report: dict[str, Any], code: int) -> dict[str, Any]:
    """有报告时的意见，附上可以追溯的依据：哪个文件、哪一版规则、哪些问题。"""
    document = report["document"]
    opinion: dict[str, Any] = {
        "decision": {0: "approve", 1: "return", 4: "manual"}[code],
        "reason": report["verdict"]["text"],
        "score": report["score"]["points"] if report["score"] else None,
        "sha256": document["sha256"],
        "rules_version": report["rules_version"],
        "must_change": [brief(one) for one in report["findings"] if one["severity"] == "error"],
        "not_assessed": [one["code"] for one in report["checks"] if one["status"] == "not_assessed"],
        "waived": [one["finding"]["code"] for one in report["waived"]],
    }
    if code == 0 and document["revisions"]:
        opinion["decision"] = "return"
        opinion["reason"] = f"还有 {document['revisions']} 处修订没有接受或者拒绝，请定稿后再提交。"
    elif code == 0 and opinion["not_assessed"]:
        # 没有判定不等于没有问题。
        opinion["decision"] = "manual"
        opinion["reason"] = f"有 {len(opinion['not_assessed'])} 条规则未能判定，请人工确认。"
    return opinion


def brief(finding: dict[str, Any]) -> dict[str, str]:
    return {key: finding[key] for key in ("code", "clause", "message", "advice", "fingerprint")}


if __name__ == "__main__":
    sys.exit(main())
