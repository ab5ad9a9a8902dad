"""Names of the months in the languages that devices and their apps speak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from healthdesk.domain.typed_text import fold

# A paragraph for each month. What stands behind `~` may be cut anywhere: feb, febr, februar. Some
# languages have two names, one for the month by itself and one for a date.
_NAMES: Final = """
jan~uary jan~vier ene~ro gen~naio jan~eiro gen~er xan~eiro urt~arrila jan~uarie tammi~kuuta
jaa~nuar jan~varis saus~io saus~is sty~czen sty~cznia led~en led~na jan~uara јан~уари яну~ари
янв~арь янв~аря січ~ень січ~ня сту~дзень сту~дзеня ian~uarie ιαν~ουαριοσ ιαν~ουαριου oca~k มกราคม
มค يناير ژانویه~ٔ ינו~אר जन~वरी jän~ner

feb~ruary fev~rier feb~rero feb~braio fev~ereiro feb~reiro ots~aila feb~ruarie helmi~kuuta
vee~bruar feb~ruaris vas~ario vas~aris lut~ego lut~y uno~ra feb~ruara феб~руар фев~руари фев~раль
фев~раля лют~ии лют~ого лют~ага лют~ы φεβ~ρουαριοσ φεβ~ρουαριου sub~at peb~rero กพ กุมภาพันธ์
فبراير فوریه~ٔ פבר~ואר फ़र~वरी

mar~ch mar~zo mar~co mar~txoa maa~rt mrt mar~ts maalis~kuuta kov~as kov~o mar~ca mar~zec bre~zen
bre~zna mar~ec мар~та бер~езень бер~езня сак~авіка mar~tie mar~cius μαρ~τιοσ μαρ~τιου mar~et mac
mar~so มีค มีนาคม مارس מרץ मार्च mrz

avr~il abr~il apr~ile api~rila huhti~kuuta apr~ill apr~ilis bal~andis bal~andzio kwi~ecien
kwi~etnia dub~en dub~na apr~ila апр~ил апр~ель апр~еля кві~тень кві~тня кра~савіка apr~ilie
απρ~ιλιοσ απρ~ιλιου nis~an เมย เมษายน أبريل آوریل אפר~יל अप्रैल

may~o mag~gio mai~o mai~g mai~atza mei touko~kuuta mai~js geg~uzes maj~a kve~ten kve~tna мај маи
мая тра~вень тра~вня maj~us μαι~οσ μαι~ου may~ıs พค พฤษภาคม مايو مه~ٔ מאי मई mayis

jun~e juin jun~io giu~gno jun~ho jun~y xun~o eka~ina jun~ie kesa~kuuta juuni jun~ijs birz~elio
birz~elis cze~rwca cze~rwiec cerven cervna cvn jun~a јун~и юни июн~ь июн~я чер~вень чер~вня
чэр~вень чэр~веня iun~ie jun~ius ιουν~ιοσ ιουν~ιου haz~iran hun~yo มิถุนายน มิย يونيو ژوئن יוני
जून

jul~y juil~let lug~lio jul~ho jul~iol xul~lo uzt~aila jul~ie heina~kuuta juuli jul~ijs liep~a
liep~os lip~ca lip~iec cervence cervenec cvc јул~и юли июл~ь июл~я лип~ень лип~ня ліп~ень ліп~еня
iul~ie jul~ius ιουλ~ιοσ ιουλ~ιου tem~muz jul~ai hul~yo กค กรกฎาคม يوليو ژوئیه~ٔ יולי जुल~ाई

aou~t ago~sto ag~ost abu~ztua aug~ustus aug~usti elo~kuuta aug~usts rugp~jucio rugp~jutis
sie~rpien sie~rpnia srp~en srp~na aug~usta avg~ust авг~уста сер~пень сер~пня жні~вень жні~уня
aug~usztus αυγ~ουστοσ αυγ~ουστου agu~stos agu~stus ogo~s สค สิงหาคม أغسطس اوت אוג~וסט अग~स्त

sep~tember sep~tembre sep~tiembre set~tembre set~embro set~embre ira~ila syys~kuuta sep~tembris
rugs~ejis rugs~ejo wrz~esien wrz~esnia zar~i sep~tembra sep~tembar сеп~тембар сеп~тември сен~тябрь
сен~тября вер~есень вер~есня вер~асень вер~асня sep~tembrie sze~ptember σεπ~τεμβριοσ σεπ~τεμβριου
eyl~ul set~yembre กย กันยายน سبتمبر سپتامبر ספט~מבר सित~ंबर sept

oct~ober okt~ober oct~obre oct~ubre ott~obre out~ubro urr~ia loka~kuuta okt~oober okt~obris
spal~io spal~is paz~dziernika rij~en rij~na okt~obra okt~obar окт~обар окт~омври окт~ябрь окт~ября
жов~тень жов~тня кас~трычніка oct~ombrie οκτ~ωβριοσ οκτ~ωβριου eki~m okt~ubre ตค ตุลาคม أكتوبر
اکتبر אוק~טובר अक्टू~बर

nov~ember nov~embre nov~iembre nov~embro aza~roa marras~kuuta nov~embris lapkr~icio lapkr~itis
lis~topada lis~topadu nov~embra nov~embar нов~ембар ное~мври ноя~брь ноя~бря лис~топада ліс~тапада
noi~embrie νοε~μβριοσ νοε~μβριου kas~ım nob~yembre พย พฤศจิกายน نوفمبر نوامبر נוב~מבר नव~ंबर

dec~ember dez~ember dec~embre dic~iembre dic~embre dez~embro des~embre dec~embro abe~ndua
des~ember joulu~kuuta det~sember dec~embris gruod~is gruod~zio gru~dnia gru~dzien pro~since
pro~sinec dec~embra dec~embar дец~ембар дек~ември дек~абрь дек~абря гру~день гру~дня сне~жань
сне~жня dec~embrie δεκ~εμβριοσ δεκ~εμβριου ara~lık dis~ember dis~yembre ธค ธันวาคม ديسمبر دسامبر
דצמ~בר दिस~ंबर
"""
# Some of these are other months in Polish and Czech, which stand above.
_CROATIAN: Final = """
sij~ečanj sij~ečnja

velj~ača velj~ače

ožu~jak ožu~jka

tra~vanj tra~vnja

svi~banj svi~bnja

lip~anj lip~nja

srp~anj srp~nja

kol~ovoza

ruj~an ruj~na

lis~topada

stu~deni stu~denoga

pro~sinac pro~sinca
"""

Months = Mapping[str, int]


def _spelled(names: str) -> Months:
    """Every spelling, folded, with the number of its month."""
    known: dict[str, int] = {}
    for month, paragraph in enumerate(names.split("\n\n"), 1):
        for name in paragraph.split():
            shortest, _, more = (fold(part).low for part in name.partition("~"))
            for end in range(len(more) + 1):
                known[shortest + more[:end]] = month
    return MappingProxyType(known)


MOST: Final = _spelled(_NAMES)
CROATIAN: Final = _spelled(_CROATIAN)
# What is one month in one language and another in the next (lipiec, lipanj) is left out.
SURE: Final[Months] = MappingProxyType(
    {
        word: month
        for word, month in {**CROATIAN, **MOST}.items()
        if CROATIAN.get(word, month) == month
    }
)


def months_for(words: Iterable[str]) -> Months:
    """The names by which to read a file that holds these words, folded; words that are no
    month do no harm.

    Where nothing tells Croatian from the others, names that differ stay unreadable.
    """
    for word in words:
        if word in CROATIAN and word not in MOST:
            return CROATIAN
        if word in MOST and word not in CROATIAN:
            return MOST
    return SURE
