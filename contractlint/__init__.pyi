"""Types of the names that are loaded when they are first used."""

from contractlint.annotation import Annotated as Annotated
from contractlint.annotation import annotate as annotate
from contractlint.api import baseline as baseline
from contractlint.api import exit_code as exit_code
from contractlint.api import review as review
from contractlint.api import understand as understand
from contractlint.comparison import Comparison as Comparison
from contractlint.comparison import compare as compare
from contractlint.decisions.baseline import Baseline as Baseline
from contractlint.decisions.waiver import Waiver as Waiver
from contractlint.decisions.waiver import read_waivers as read_waivers
from contractlint.errors import ContractlintError as ContractlintError
from contractlint.errors import RuleFault as RuleFault
from contractlint.errors import UnreadableFile as UnreadableFile
from contractlint.errors import UsageError as UsageError
from contractlint.finding import Evidence as Evidence
from contractlint.finding import Finding as Finding
from contractlint.finding import Hit as Hit
from contractlint.finding import LawRef as LawRef
from contractlint.finding import NotApplicable as NotApplicable
from contractlint.finding import NotAssessed as NotAssessed
from contractlint.finding import Severity as Severity
from contractlint.finding import Side as Side
from contractlint.formats import FORMATS as FORMATS
from contractlint.formats import Look as Look
from contractlint.formats import render as render
from contractlint.model import Agreement as Agreement
from contractlint.readers.limits import Limits as Limits
from contractlint.report import Report as Report
from contractlint.rulebook.book import Rulebook as Rulebook
from contractlint.rulebook.book import load_rulebook as load_rulebook
from contractlint.rulebook.rule import Rule as Rule
from contractlint.settings import Settings as Settings
from contractlint.text import SourceText as SourceText
from contractlint.text import Span as Span

__version__: str
__all__: list[str]
