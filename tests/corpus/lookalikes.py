"""Numbers of public life that look like somebody's: none of them is."""

from random import Random


def digits(rng: Random, count: int) -> str:
    """Return so many digits, the first not 0."""
    return str(rng.randint(1, 9)) + "".join(rng.choice("0123456789") for _ in range(count - 1))


def decree(rng: Random) -> str:
    """Return the number of a decree or a letter."""
    roman = rng.choice(("I", "II", "III", "IV", "VI", "VII", "IX", "X", "XI", "XII"))
    year = rng.randint(2019, 2026)
    return rng.choice((
        f"{rng.randint(800, 899)}/{rng.randint(100, 9999)}/BKD/{year}",
        f"{rng.randint(1, 400)}/KEP/{year}",
        f"{rng.randint(800, 899)}.{rng.randint(1, 9)}.{rng.randint(1, 5)}"
        f"/{rng.randint(1, 9999):04}",
        f"B/{rng.randint(100, 9999)}/M.SM.01.00/{year}",
        f"{rng.randint(100, 899)}/{rng.randint(1, 900):03}/BKPSDM-{roman}/{year}",
        f"PG.01.00/{digits(rng, 5)}/{year}{rng.randint(1, 12):02}{rng.randint(1, 28):02}",
    ))  # fmt: skip


def budget(rng: Random) -> str:
    """Return the code of an account or an activity in a budget."""

    def two() -> str:
        return f"{rng.randint(1, 12):02}"

    return rng.choice((
        f"5.1.02.{two()}.{two()}.{rng.randint(1, 90):04}",
        f"5.03.5.04.0.00.{two()}.0000.{two()}.2.{two()}.{rng.randint(1, 20):04}",
        f"5.03.02.2.{two()}.{rng.randint(1, 20):04}.5.1.02.{two()}.{two()}.{rng.randint(1, 90):04}",
        f"510201{two()}{rng.randint(1, 9999):04}{two()}{two()}",
    ))  # fmt: skip


def dpa(rng: Random) -> str:
    """Return the number of a budget paper."""
    return (f"DPA/A.{rng.randint(1, 3)}/5.03.5.04.0.00.01.0000/{rng.randint(1, 30):03}/"
            f"{rng.randint(2021, 2026)}")  # fmt: skip


def isbn(rng: Random) -> str:
    """Return the number of a book, hyphens and all, its check digit right."""
    body = f"978602{digits(rng, 6)}"
    check = -sum(int(one) * (3 if at % 2 else 1) for at, one in enumerate(body)) % 10
    return f"978-602-{body[6:10]}-{body[10:12]}-{check}"


def issn(rng: Random) -> str:
    """Return the number of a journal."""
    return f"{digits(rng, 4)}-{digits(rng, 3)}{rng.choice('0123456789X')}"


def tracking(rng: Random) -> str:
    """Return the number of a parcel or a registered letter."""
    return rng.choice((
        f"P{digits(rng, 13)}", digits(rng, 16), f"JP{digits(rng, 10)}", digits(rng, 12),
        f"RR{digits(rng, 9)}ID", f"{rng.randint(20, 26)}{digits(rng, 14)}",
    ))  # fmt: skip


def stamp(rng: Random) -> str:
    """Return a moment as machines write it."""
    day = f"{rng.randint(2019, 2026)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    clock = f"{rng.randint(0, 23):02}{rng.randint(0, 59):02}{rng.randint(0, 59):02}"
    return rng.choice((
        f"{day}{clock}", f"{day}{clock}{rng.randint(0, 999):03}", f"17{digits(rng, 8)}",
        f"17{digits(rng, 11)}", f"{day[:4]}-{day[4:6]}-{day[6:]}T{clock[:2]}:{clock[2:4]}:00Z",
        f"17{digits(rng, 14)}",
    ))  # fmt: skip


def candidate(rng: Random) -> str:
    """Return the number of somebody at an examination, which is made to be published."""
    return rng.choice((
        f"2430{rng.randint(11, 96)}{rng.randint(0, 3)}08{rng.randint(10, 20)}"
        f"{rng.randint(1, 9999):06}",
        f"{rng.randint(20, 25)}{digits(rng, 4)}{rng.choice((1, 2))}08100{rng.randint(1, 9999):05}",
        f"{digits(rng, 4)}-{rng.randint(1000, 2999)}-{digits(rng, 4)}-{digits(rng, 3)}",
        f"{rng.randint(23, 25)}-{digits(rng, 2)}-{digits(rng, 7)}",
    ))  # fmt: skip


def certificate(rng: Random) -> str:
    """Return the number of a licence of a health worker or of a certificate."""
    return rng.choice((
        f"{digits(rng, 2)} {digits(rng, 2)} {rng.randint(1, 6)} {rng.randint(1, 4)} "
        f"{rng.randint(15, 25)}-{digits(rng, 7)}",
        f"{digits(rng, 7)}-{rng.randint(15, 25)}{digits(rng, 5)}",
        f"{digits(rng, 12)}", f"{digits(rng, 5)}/SERT/PKA/LAN/{rng.randint(2015, 2025)}",
        f"{rng.randint(10, 32)}{digits(rng, 14)}",
    ))  # fmt: skip


def virtual(rng: Random) -> str:
    """Return the number of a virtual account, to which fees are paid."""
    return rng.choice(("8" + digits(rng, 15), "88" + digits(rng, 14), "9" + digits(rng, 15)))


def place(rng: Random) -> str:
    """Return a place on the globe."""
    return f"-7.{digits(rng, rng.randint(5, 14))}, 110.{digits(rng, rng.randint(5, 14))}"


def office_phone(rng: Random) -> str:
    """Return a telephone number of an office, on land."""
    area = rng.choice(("0274", "021", "024", "0271", "0361", "0411", "022", "031", "0967"))
    number = digits(rng, 6 if len(area) > 3 else 8)
    return rng.choice((
        f"({area}) {number}", f"{area}-{number}", f"({area}) {number[:3]} {number[3:]}",
        f"({area}) {number}, {digits(rng, 6)}", f"({area}) {number} Fax. ({area}) {digits(rng, 6)}",
    ))  # fmt: skip


def unit(rng: Random) -> float:
    """Return a random float as spreadsheets compute them: many digits after the point."""
    return rng.choice((rng.random(), rng.uniform(0, 100), rng.uniform(0, 5000)))


def codes(rng: Random) -> str:
    """Return a code of eighteen digits in which no day of birth can be read."""
    return rng.choice((
        f"{rng.randint(30, 99)}{digits(rng, 16)}", f"20{rng.randint(24, 26)}13{digits(rng, 12)}",
    ))  # fmt: skip


def goods(rng: Random) -> str:
    """Return the code of an office's property."""
    head = f"{rng.randint(1, 3)}.3.2.{rng.randint(1, 19):02}.{rng.randint(1, 9):02}"
    return f"{head}.{digits(rng, 3)}.{rng.randint(1, 90):06}"


def meeting(rng: Random) -> str:
    """Return the number of a meeting on screen."""
    number = digits(rng, 11)
    return f"{number[:3]} {number[3:7]} {number[7:]}"
