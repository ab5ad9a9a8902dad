"""Names of the days of the week that stand beside dates, in the languages of devices and apps.

They say nothing that the date does not, and are taken away.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from healthdesk.domain.typed_text import fold

# A paragraph for each language. What stands behind `~` may be left out, in part or all of it.
_NAMES: Final = """
mon~day tue~sday wed~nesday thu~rsday fri~day sat~urday sun~day

mo~ntag di~enstag mi~ttwoch do~nnerstag fr~eitag sa~mstag so~nntag sonnabend

lun~di mar~di mer~credi jeu~di ven~dredi sam~edi dim~anche

lun~es mar~tes mié~rcoles jue~ves vie~rnes sáb~ado dom~ingo

lun~edì mar~tedì mer~coledì gio~vedì ven~erdì sab~ato dom~enica

seg~unda ter~ça qua~rta qui~nta sex~ta sáb~ado dom~ingo segunda-feira terça-feira quarta-feira
quinta-feira sexta-feira

ma~andag di~nsdag wo~ensdag do~nderdag vr~ijdag za~terdag zo~ndag

mån~dag tis~dag ons~dag tor~sdag fre~dag lör~dag sön~dag

man~dag tir~sdag ons~dag tor~sdag fre~dag lør~dag søn~dag

ma~anantai ti~istai ke~skiviikko to~rstai pe~rjantai la~uantai su~nnuntai

pon~iedziałek wt~orek śr~oda czw~artek pt piątek sob~ota niedz~iela nd ndz

po~ndělí út~erý st~ředa čt~vrtek pá~tek so~bota ne~děle

po~ndelok ut~orok st~reda št~vrtok pi~atok so~bota ne~deľa

h hétfő k kedd sze~rda cs~ütörtök p péntek szo~mbat v~asárnap

pon~edjeljak uto~rak sri~jeda čet~vrtak pet~ak sub~ota ned~jelja

lun~i mar~ți mie~rcuri joi vin~eri sâm~bătă dum~inică

pzt pazartesi sal~ı çar~şamba per~şembe cum~a cmt cumartesi paz~ar

пн понедельник вт вторник ср среда чт четверг пт пятница сб суббота вс воскресенье

понеділок вівторок середа четвер пʼятниця субота нд неділя

пон~еделник вто~рник сря~да чет~въртък пет~ък съб~ота нед~еля

δευ~τέρα τρί~τη τετ~άρτη πέμ~πτη παρ~ασκευή σάβ~βατο κυρ~ιακή

senin selasa rabu kamis jumat sabtu minggu isnin khamis jumaat ahad

सोम~वार मंगल~वार बुध~वार गुरु~वार शुक्र~वार शनि~वार रवि~वार

จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์

الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد

月 火 水 木 金 土 日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 星期一 星期二 星期三
星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日
週一 週二 週三 週四 週五 週六 週日

월 화 수 목 금 토 일 월요일 화요일 수요일 목요일 금요일 토요일 일요일
"""


@cache
def _weekdays() -> frozenset[str]:
    """All spellings, once a file holds a date that may have one beside it."""
    found: set[str] = set()
    for name in _NAMES.split():
        shortest, _, more = (fold(part).low for part in name.partition("~"))
        found |= {shortest + more[:end] for end in range(len(more) + 1)}
    return frozenset(found)


# Before the date, with a point, a comma or a blank behind it; or behind it, in brackets too.
_BEFORE: Final = re.compile(r"([^\W\d_](?:[^\d\s,،.()]*[^\W\d_])?)(?:\.?[,،]|\.|(?=\s))\s*(?=\S)")
_BEHIND: Final = re.compile(r"[\s,،]*([(\[（]?)([^\W\d_](?:[^\d\s,،.()]*[^\W\d_])?)\.?([)\]）]?)\Z")


# No date is longer; looking for the day of the week in anything takes the square of its length.
_LONGEST: Final = 200


def without_weekday(low: str) -> str:
    """A folded date without the day of the week at its beginning or end."""
    if len(low) > _LONGEST:
        return low
    found = _BEFORE.match(low)
    if found and found[1] in _weekdays():
        return low[found.end() :]
    found = _BEHIND.search(low)
    if found and found[2] in _weekdays() and bool(found[1]) == bool(found[3]):
        return low[: found.start()]
    return low
