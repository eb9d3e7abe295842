"""The chain that proves the work: which record, what it holds, who signs it, by when, what silence means, what rests
on it. Read from sentences, table cells and record forms among the annexes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from contractlint.model import Annex, Clause, Party, ServiceRecords
from contractlint.text import Found, SourceText, Span

_KINDS = "服务|维修|维护|运维|巡检|巡查|检修|保养|维保|故障处理|技术支持|派工|派修|报修|驻场|值班|售后|上门|保修"
_WEAK = "实施|工作|现场|检查|作业|处理"
_NOT_A_SLIP = "价|位|元|个|项|独|方|一|次|台|套|体|笔|据|号|点|机|人|边|向|纯|列|件"
_SLIP = re.compile(
    rf"(?:{_KINDS})(?:工作|服务|情况|过程)?(?:记录|日志|台账|登记|确认)(?:单|表|簿|本|书|卡)?"
    rf"|(?:{_WEAK})(?:服务|情况)?(?:记录|确认)(?:单|表)|(?<![价报])(?:{_KINDS}|作业)单(?!{_NOT_A_SLIP})"
    r"|(?<![施竣开完总分员职手])工单(?!价|位|元|号|平台|系统|量|流转|渠道)|工时(?:单|表|记录|统计表"
    r"|确认单)|巡检表|保养卡"
)
# A record that shows no service: confirmation of acceptance, of a change, of the price, of who works.
_NO_SLIP = re.compile("^服务确认$|^(?:服务|保修|售后)登记$")
_REPORT = re.compile(
    r"(?:服务|运维|维护|巡检|巡查|运行|维保|保养|检修|技术支持|(?<!量)工作)(?:工作|运行|情况|质量"
    r"|分析|总结|服务)?(?:报告|[月周季年]报|简报)(?!价)"
    r"|(?<=每)[^。；，\n]{0,6}(?:运维|服务|维护|巡检)[^。；，\n]{0,4}(?:报告|总结)"
    r"|(?<=[月周季年]度)(?:运维|服务|维护|巡检)[^。；，\n]{0,4}(?:报告|总结)"
)
_RHYTHM = re.compile(r"每|逐|定期|按[月季周次]|[月周季]度|[月周季]报|上个?[月季]|当[月季]|次月|半年|年度|\d日前")
_FINAL = re.compile("期满|届满|到期|终止|总结|全部|结束|完成(?:本|合同|项目)|最终|验收")
_MADE = re.compile(
    "填写|填制|填报|出具|登记|形成|建立|制作|编制|编写|留存|生成|开具|做好|保存|提交|提供"
    "|交[给由付予]?|报送|记录|须有|应有|应当有|填|写|签|确认"
)
_VERBAL = re.compile(
    r"(?:每次|每项|每一次|逐次)[^。；\n]{0,30}(?:予以|进行|做好|作好|应当?|须|需|如实|书面|详细"
    r"|完整)(?:书面|详细|完整|如实)?(?P<place>记录|登记|记载)(?!仪)"
    r"|对(?:每次|各次|历次)[^。；，\n]{0,20}(?:服务|维护|巡检|处理|故障)[^。；\n]{0,16}(?P<other>记录|登记|记载)"
)
_CHANNEL = re.compile("(?:受理|提交|发起|接[到收]|通过|创建|派发|下达|处理|关闭|回复|分派)$")
_LEFT_OPEN = re.compile("(?:未结|未完成|未完结|未关闭|遗留|开放)(?:的)?$")
_CHANNEL_AFTER = re.compile("^(?:时|后|之时|之日|起|的时间|报修|报障|方式|等方式|、邮件|、电话|和电话|或电话|或者电话)")

_SIGN = re.compile(
    r"签字|签名|签署|签认|签章|签收|盖章|会签|核签|签批|(?<!不)(?<!被)确认(?!单|书|表|受理|收到报)"
    r"|认可|审核(?!人)|书面(?:意见|回复)"
)
_NO_SIGN = re.compile("(?:无需|无须|不需|不必|毋须|毋需|不用|免予|不再|不要求|视为|视同|默认)[^，。；\n]{0,10}$")
_ACCEPTS = re.compile("验收|考核|评价|确认")
_SIGN_OR_ACCEPT = re.compile(f"{_SIGN.pattern}|{_ACCEPTS.pattern}")
_SIGNS_OTHER = re.compile("^(?:了|的|书面|最终|[月季年]度|本|同意的|后的){0,2}(?:验收|结算|交接|合同|协议|变更|方案)")
_RIVAL = re.compile(
    "验收|补充协议|变更|本合同|本协议|合同书|发票|结算单|结算书|交接|方案|计划|价款|人员名单|对账"
    "|保密|交付物|授权|证书|手册|变更单|备品|离职|承诺书|送货单|通知"
)
_BOTH = re.compile("双方|各方|甲乙|共同|会同|双签|会签")
_USER = (
    "用户|客户|使用(?:单位|部门|方|人)|需求部门|业主|报修人|现场负责人|接收人|业务部门|科室|车间"
    "|信息中心|信息部|相关人员|有关人员|现场人员|在场人员"
)
_CLIENT_WORDS = ("甲方", "委托方", "委托人", "采购人", "采购方", "买方", "需方", "发包方", "发包人")
_PROVIDER_WORDS = (
    "乙方",
    "受托方",
    "受托人",
    "供应商",
    "供方",
    "卖方",
    "服务方",
    "服务商",
    "承包方",
    "承包人",
    "工程师",
    "服务人员",
    "技术人员",
)
_POST = (
    "负责人|代表|经理|主管|主任|接口人|联系人|管理员|科长|部长|处长|班长|站长|厂长|总监|授权人"
    "|签字人|专人|对接人|专员|调度|值班长"
)
_VAGUE = r"(?:相关|有关|现场|在场|使用|业务|操作|具体|工作)(?:工作|业务|操作|部门|使用|管理)?人员"
_NUMBER = r"(?:\d[\d.]*|[一二两三四五六七八九十半百]{1,4}|_{1,20}|【[^】\n]{0,6}】)(?:（[^）\n]{1,6}）)?"
_WITHIN = re.compile(
    rf"{_NUMBER} ?个?(?:工作日|自然日|日历日|小时|分钟|日|天|周|月)(?:之)?(?:内|以内|前)"
    r"|当[日天场]|现场(?:签|确认|予以)|即时|即刻|立即|次日|同日|月(?:底|末)前|每月\d{1,2}日|(?:完成"
    r"|结束|离场|离开|撤离)(?:时|前|后即)"
)
_HANDED = re.compile("提交|报送|送交|交予|交付|递交|寄送|填写|登记|出具|提供|报|交甲|发送")
_AT_ONCE = re.compile("当[日天场]|现场|即时|即刻|立即|次日|同日")
_UNSIGNED = re.compile(
    r"逾期|逾时|超过[^。；，\n]{0,10}(?:未|不)|(?:未|不|没有|无人|无故)(?:在|于|能|及时|按时|按期|予"
    r"|按|得)?[^。；，\n]{0,16}(?:签|确认|提出|反馈|异议|答复|回复|回应)"
    r"|拒(?:绝|不)?[^。；，\n]{0,6}(?:签|确认)|无正当理由|既不|不在场|届满"
)
_FOLLOWS = re.compile(
    r"视为|视同|即为|默认|推定|以[^。；\n]{0,24}为准|可以?[^以。；\n]|有权|作为|证明|见证|注明|备注"
    r"|不影响|自动|照片|录像|系统(?:日志|记录)"
)
_TIED = re.compile("验收|结算|付款|支付|服务费|费用|计费|扣减|考核|依据|凭证|凭据|请款|开票|对账")

_HOLDS = re.compile(
    r"写明|注明|载明|记明|记载|记录(?!单|表|本|应当?由|须由|由|经|提交|交|和|、|的?依据|为|是|作"
    r"|，?双方)|列明|填明|填写(?=[^。；，\n]{0,8}(?:时间|问题|内容|情况))|说明|包括|包含|内容|含有"
    r"|反映|栏目"
)
_LIST_AHEAD = re.compile(r"(?:以下|下列|如下|下述)[^。；\n]{0,10}$|：$")
_OBJECTS = "服务|工作|维护|检查|巡检|检修|保养|维修"
_CONTENTS = (
    (
        "problem",
        re.compile(
            rf"(?<!遗留)(?<!遗留的)问题|现象|症状|异常|缺陷|隐患|需求|事由|故障(?!处理|时间|级别|等级|单|报|解除|恢复)"
            rf"|报(?:修|障)(?:内容|事项|原因|情况)|(?:{_OBJECTS})(?:的)?(?:内容|事项|项目|原因|对象)"
        ),
    ),
    (
        "process",
        re.compile(
            rf"过程|经过|步骤|措施|(?:处理|解决|处置|排除|修复|操作)(?:的)?(?:方法|方式|动作)"
            rf"|(?:{_OBJECTS}|处理|解决|处置|排除|修复|操作)(?:的)?(?:内容|情况|事项|项目)|更换|操作记录"
        ),
    ),
    (
        "result",
        re.compile(
            "结果|结论|效果|是否(?:解决|恢复|完成)|(?:完成|解决|恢复|运行|修复)(?:的)?(?:情况|状态|状况)"
            "|状态|检测数据|指标"
        ),
    ),
)
_NEAR = 2
"""So many sentences further on, a sentence about signing still speaks of the record named before."""
_LIST_LENGTH = 8


def find_service_records(
    source: SourceText,
    clauses: tuple[Clause, ...],
    sentences: tuple[Span, ...],
    annexes: tuple[Annex, ...],
    parties: tuple[Party, ...],
) -> ServiceRecords:
    """The links of the chain, each with its places in order.

    Slips (服务记录单, 工单) prove each service; where there are none, periodic reports take their place. A single
    report at the end is no record.
    """
    reader = _Reader(source, clauses, sentences, annexes, _sides(parties))
    if not reader.collect(slips=True):
        reader.collect(slips=False)
    return reader.chain()


@dataclass(frozen=True, slots=True)
class _Sides:
    client: re.Pattern[str]
    provider: re.Pattern[str]


def _sides(parties: tuple[Party, ...]) -> _Sides:
    own: dict[str, set[str]] = {"甲": set(_CLIENT_WORDS), "乙": set(_PROVIDER_WORDS)}
    for role, words in own.items():
        for party in parties:
            names = {word for word in (party.label, *party.short_names) if word}
            words.update(names) if party.role == role else words.difference_update(names)
    client, provider = (
        "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
        for words in (own["甲"], own["乙"])
    )
    return _Sides(re.compile(f"{client}|{_USER}"), re.compile(provider))


def _heading_ends(clauses: tuple[Clause, ...]) -> frozenset[int]:
    """Where the headings end; a sentence that ends there says nothing but a heading."""
    return frozenset(inner.heading.end for clause in clauses for inner in clause.walk() if inner.heading is not None)


def _last(pattern: str, text: str) -> re.Match[str] | None:
    found: re.Match[str] | None = None
    for match in re.finditer(pattern, text):
        found = match
    return found


@dataclass
class _Reader:
    """Walks the sentences once for each sort of record and keeps what it meets."""

    source: SourceText
    clauses: tuple[Clause, ...]
    sentences: tuple[Span, ...]
    annexes: tuple[Annex, ...]
    sides: _Sides
    found: dict[str, list[Span]] = field(default_factory=dict)
    contents: list[tuple[str, Span]] = field(default_factory=list)

    def collect(self, *, slips: bool) -> bool:
        """Read all sentences for slips or for reports; whether any such record is demanded."""
        self.found, self.contents = {}, []
        starts = tuple(clause.span.start for clause in self.clauses)
        headings = _heading_ends(self.clauses)
        headed_spans = self._headed_spans()
        forms = tuple(annex.span for annex in self.annexes if _SLIP.search(annex.title))
        last, home = -_NEAR - 1, -2
        listing = 0
        for index, sentence in enumerate(self.sentences):
            if sentence.end in headings:
                continue
            root = bisect_right(starts, sentence.start) - 1
            form = any(span.contains(sentence) for span in forms)
            nouns = list(self._nouns(sentence, slips=slips))
            if slips and not nouns:
                nouns = self._verbal(sentence)
            headed = slips and any(span.contains(sentence) for span in headed_spans)
            near = root == home and index - last <= _NEAR
            listing = listing - 1 if root == home else 0
            if form:
                self._read_form(sentence, nouns)
            elif nouns:
                last, home = index, root
                listing = self._read(sentence, nouns, slips=slips) or listing
            elif listing > 0:
                self._hold(sentence, 0)
            elif (headed or near) and self._follows(sentence, slips=slips):
                last, home = index, root
                listing = self._read(sentence, [], slips=slips) or listing
        return bool(self.found.get("records"))

    def chain(self) -> ServiceRecords:
        """What was kept, each place once and in order."""

        def places(key: str) -> tuple[Span, ...]:
            return tuple(sorted(set(self.found.get(key, ()))))

        if not self.found.get("records"):
            return ServiceRecords()
        return ServiceRecords(
            records=places("records"),
            contents=tuple(sorted(set(self.contents), key=lambda one: one[1])),
            signing=places("signing"),
            named_signers=places("named"),
            unnamed_signers=places("unnamed"),
            deadlines=places("deadlines"),
            silence=places("silence"),
            ties=places("ties"),
        )

    # ------------------------------------------------------------ what a sentence speaks of

    def _nouns(self, sentence: Span, *, slips: bool) -> Iterator[Span]:
        text = self.source.normalized.of(sentence)
        for found in self.source.normalized.finditer(_SLIP if slips else _REPORT, sentence):
            before, after = text[: found.match.start()], text[found.match.end() :]
            if slips:
                if _NO_SLIP.search(found[0]) or _LEFT_OPEN.search(before):
                    continue
                if found[0] == "工单" and (
                    _CHANNEL.search(before) or _CHANNEL_AFTER.search(after) or not _MADE.search(text)
                ):
                    continue
                yield found.span
            elif _RHYTHM.search(text) or not _FINAL.search(text):
                yield found.span

    def _verbal(self, sentence: Span) -> list[Span]:
        found = self.source.normalized.search(_VERBAL, sentence)
        if found is None:
            return []
        return [found.span_of("place" if found["place"] else "other")]

    def _headed_spans(self) -> tuple[Span, ...]:
        """Clauses whose heading names a record."""
        return tuple(
            inner.span
            for clause in self.clauses
            for inner in clause.walk()
            if inner.heading is not None and _SLIP.search(self.source.normalized.of(inner.heading))
        )

    def _follows(self, sentence: Span, *, slips: bool) -> bool:
        """Whether a sentence that names no record goes on about the one before."""
        text = self.source.normalized.of(sentence)
        rivals = _RIVAL.sub("", text) if not slips else text
        if _RIVAL.search(rivals):
            return False
        return any(one.search(text) for one in (_SIGN, _UNSIGNED, _HOLDS)) or (
            not slips and bool(_ACCEPTS.search(text))
        )

    # ------------------------------------------------------------ reading

    def _keep(self, key: str, place: Span) -> None:
        self.found.setdefault(key, []).append(place)

    def _read(self, sentence: Span, nouns: Sequence[Span], *, slips: bool) -> int:
        """Keep what a sentence says of the record; how many sentences of a list of contents follow it."""
        text = self.source.normalized.of(sentence)
        if nouns and (_MADE.search(text) or self._in_table(sentence)):
            for noun in nouns:
                self._keep("records", noun)
        self._signing(sentence, text, slips=slips)
        if _UNSIGNED.search(text) and _FOLLOWS.search(text):
            self._keep("silence", sentence)
        if _TIED.search(text) and (nouns or _FOLLOWS.search(text)):
            self._keep("ties", sentence)
        holds = self.source.normalized.search(_HOLDS, sentence)
        if holds is None:
            return 0
        self._hold(sentence, holds.match.end())
        return _LIST_LENGTH if _LIST_AHEAD.search(text.rstrip()) else 0

    def _hold(self, sentence: Span, start: int) -> None:
        for kind, pattern in _CONTENTS:
            for found in self.source.normalized.finditer(pattern, sentence):
                if found.match.start() >= start:
                    self.contents.append((kind, found.span))
                    break

    def _in_table(self, sentence: Span) -> bool:
        return any(table.span.start <= sentence.start < table.span.end for table in self.source.tables)

    def _read_form(self, sentence: Span, nouns: Sequence[Span]) -> None:
        for noun in nouns:
            self._keep("records", noun)
        self._hold(sentence, 0)
        text = self.source.normalized.of(sentence)
        self._signing(sentence, text, slips=True)

    def _signing(self, sentence: Span, text: str, *, slips: bool) -> None:
        for found in self.source.normalized.finditer(_SIGN if slips else _SIGN_OR_ACCEPT, sentence):
            start = found.match.start()
            before = text[:start]
            if _NO_SIGN.search(before) or _SIGNS_OTHER.search(text[found.match.end() :]):
                continue
            if not self._by_client(text, before):
                continue
            self._keep("signing", found.span)
            self._signers(sentence, text, found)
            self._deadline(sentence, text, start)

    def _by_client(self, text: str, before: str) -> bool:
        """Whether the client signs, alone or with the provider; a passive that names nobody counts."""
        segment = re.split("[。；\n]", before)[-1]
        if _BOTH.search(segment) or _BOTH.search(text[len(before) : len(before) + 2]):
            return True
        client = max((one.end() for one in self.sides.client.finditer(segment)), default=-1)
        provider = max((one.end() for one in self.sides.provider.finditer(segment)), default=-1)
        if client < 0 and provider < 0:
            return not re.search("[并且]$|并由|后$", segment[-2:])
        if client >= 0 and provider > client:
            return (
                re.search("[与和及、同]", segment[client:provider]) is not None and "，" not in segment[client:provider]
            )
        return client > provider

    def _signers(self, sentence: Span, text: str, found: Found) -> None:
        start = found.match.start()
        segment = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
        window = text[max(segment, start - 40) : start]
        shift = max(segment, start - 40)
        named, vague = _last(_POST, window), _last(_VAGUE, window)
        if named is not None and (vague is None or named.end() > vague.start()):
            self._keep("named", self._place(sentence, shift + named.start(), shift + named.end()))
        elif vague is not None and not self.sides.provider.search(window[max(0, vague.start() - 4) : vague.start()]):
            self._keep("unnamed", self._place(sentence, shift + vague.start(), shift + vague.end()))

    def _deadline(self, sentence: Span, text: str, start: int) -> None:
        begun = max(text.rfind(mark, 0, start) for mark in "，。；：\n") + 1
        previous = max(text.rfind(mark, 0, max(0, begun - 1)) for mark in "，。；：\n") + 1
        ends = [end for mark in "，。；\n" if (end := text.find(mark, start)) >= 0]
        own = text[begun : min(ends, default=len(text))]
        for match in _WITHIN.finditer(own):
            if not _HANDED.search(own[match.end() : start - begun]) or _AT_ONCE.fullmatch(match[0]):
                self._keep("deadlines", self._place(sentence, begun + match.start(), begun + match.end()))
                return
        before = text[previous : max(previous, begun - 1)]
        given = _WITHIN.search(before)
        if given is not None and (not _HANDED.search(before) or _AT_ONCE.search(given[0])):
            self._keep("deadlines", self._place(sentence, previous + given.start(), previous + given.end()))

    def _place(self, sentence: Span, start: int, end: int) -> Span:
        base = self.source.normalized.from_source(sentence).start
        return self.source.normalized.to_source(Span(base + start, base + end))
