"""Made-up people for the tests of this room: strategies, and what to ask of a text."""

from datetime import date

from hypothesis import strategies as st

from paraf.manuscript.passage import Lines, Passage
from paraf.manuscript.personal.recognise import Known, recognise
from paraf.manuscript.spot import Spot

KNOWN = Known(phones=("0274-512345", "0811-2233-4455"), domains=("bkd.contoh.id",))
PROVINCES = (
    *range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82,
    *range(91, 98),
)  # fmt: skip

REGENCIES = (*range(1, 41), *range(71, 80))

births = st.dates(date(1950, 1, 1), date(2008, 12, 31))


@st.composite
def niks(draw: st.DrawFn) -> str:
    """Every NIK that the state can have given."""
    born = draw(births)
    day = born.day + 40 * draw(st.booleans())
    place = f"{draw(st.sampled_from(PROVINCES))}{draw(st.sampled_from(REGENCIES)):02}"
    place += f"{draw(st.integers(1, 70)):02}"
    return f"{place}{day:02}{born:%m%y}{draw(st.integers(1, 9999)):04}"


@st.composite
def family_cards(draw: st.DrawFn) -> str:
    """Every number of a family card."""
    issued = draw(st.dates(date(2004, 1, 1), date(2026, 11, 1)))
    place = f"{draw(st.sampled_from(PROVINCES))}{draw(st.sampled_from(REGENCIES)):02}01"
    return f"{place}{issued:%d%m%y}{draw(st.integers(1, 9999)):04}"


@st.composite
def nips(draw: st.DrawFn) -> str:
    """Every NIP, of civil servants and of those under contract."""
    born = draw(st.dates(date(1960, 1, 1), date(2000, 12, 31)))
    year = born.year + draw(st.integers(18, 35))
    month = draw(st.integers(1, 12) | st.integers(21, 29))
    return f"{born:%Y%m%d}{year}{month:02}{draw(st.integers(1, 2))}{draw(st.integers(1, 999)):03}"


mobiles = st.builds(
    "08{}{}".format,
    st.sampled_from([11, 12, 13, 21, 22, 52, 57, 77, 78, 81, 95, 96]),
    st.integers(10**6, 10**8 - 1),
)


def told(*passages: Passage | str) -> list[tuple[str, int]]:
    """Return what is found in passages, or in texts of one, as kinds with their counts."""
    pieces = [Lines(one, Spot(line=1)) if isinstance(one, str) else one for one in passages]
    return sorted((one.kind, one.count) for one in recognise(pieces, KNOWN))


def kinds(*passages: Passage | str) -> list[str]:
    """Return the kinds that are found, each as often as it is."""
    return [kind for kind, count in told(*passages) for _ in range(count)]
