"""Two pictures of a page: what differs to the eye is found and shown, and nothing else."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from everything import several
from paraf.inspection.evidence.difference import compare
from paraf.inspection.evidence.drawing import COLOUR
from paraf.inspection.picture import Box

WIDTH, HEIGHT = 320, 480


def page(*, height: int = HEIGHT, down: int = 0) -> Image.Image:
    """Return a picture of a page: a header and lines of text, moved down by some pixels."""
    image = Image.new("RGB", (WIDTH, height), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, down, WIDTH, down + 40), fill="#14355c")
    for line in range(12):
        pen.text((20, down + 60 + 30 * line), f"Baris ke-{line} naskah", fill="#222", font_size=16)
    return image


def webp(image: Image.Image, quality: int = 80) -> bytes:
    file = BytesIO()
    image.save(file, "WEBP", quality=quality)
    return file.getvalue()


def opened(image: bytes | None) -> Image.Image:
    assert image is not None
    with Image.open(BytesIO(image)) as found:
        assert found.format == "WEBP"
        return found.convert("RGB")


def strong(image: bytes | None) -> tuple[int, int, int, int] | None:
    """Return around which pixels a frame is drawn."""
    shown = opened(image)
    like = [
        band.point(lambda value, wanted=wanted: 255 if abs(value - wanted) < 45 else 0)
        for band, wanted in zip(shown.split(), COLOUR, strict=True)
    ]
    return Image.composite(like[0], Image.new("L", shown.size), like[1]).getbbox()


SAME = webp(page())


def test_the_same_bytes_do_not_differ() -> None:
    assert compare(SAME, SAME).share == 0
    assert compare(SAME, SAME).image is None


@pytest.mark.parametrize("quality", [40, 60, 95])
def test_what_compression_does_to_a_picture_does_not_count(quality: int) -> None:
    assert compare(webp(page(), quality), SAME).image is None


def test_letters_smoothed_otherwise_do_not_count() -> None:
    smooth = page().filter(ImageFilter.GaussianBlur(0.3))
    assert compare(webp(smooth), SAME).image is None


@pytest.mark.parametrize(("right", "down"), [(1, 0), (0, 1), (1, 1)])
def test_a_page_drawn_a_pixel_further_does_not_count(right: int, down: int) -> None:
    moved = page()
    moved.paste(page(), (right, down))
    assert compare(webp(moved, 95), webp(page(), 95)).image is None


def test_a_word_that_was_altered_is_found_and_framed() -> None:
    other = page()
    pen = ImageDraw.Draw(other)
    pen.rectangle((20, 240, 200, 262), fill="white")
    pen.text((20, 240), "Baris lain sama sekali", fill="#222", font_size=16)
    found = compare(webp(other), SAME)
    assert 0.001 < found.share < 0.05
    # From the first frame on, with some room above it: 200 pixels.
    left, top, right, bottom = strong(found.image) or (0, 0, 0, 0)
    assert left <= 70
    assert 130 <= right <= 260
    assert 190 <= top <= 240
    assert bottom - top <= 70


@pytest.mark.parametrize("missing_in", ["live", "preview"])
def test_a_thin_line_is_found_on_either_side(missing_in: str) -> None:
    other = page()
    ImageDraw.Draw(other).line((0, 300, WIDTH, 300), fill="black", width=1)
    pair = (SAME, webp(other, 95)) if missing_in == "live" else (webp(other, 95), SAME)
    assert compare(*pair).share > 0


def test_a_colour_of_the_same_lightness_is_found() -> None:
    one, two = (Image.new("RGB", (200, 200), colour) for colour in ("#c00000", "#006300"))
    assert abs(one.convert("L").getpixel((0, 0)) - two.convert("L").getpixel((0, 0))) < 3
    assert compare(webp(one), webp(two)).share == 1


def test_a_banner_on_top_is_found_alone_not_all_that_it_moves_down() -> None:
    live = page(height=HEIGHT + 50, down=50)
    ImageDraw.Draw(live).rectangle((0, 0, WIDTH, 49), fill="#fc0")
    found = compare(webp(live), SAME)
    assert found.share == pytest.approx(50 / (HEIGHT + 50), abs=0.01)


def test_a_block_that_is_missing_is_shown_where_it_ought_to_be() -> None:
    long = page(height=HEIGHT + 50, down=0)
    cut = Image.new("RGB", (WIDTH, HEIGHT), "white")
    cut.paste(long.crop((0, 0, WIDTH, 100)), (0, 0))
    cut.paste(long.crop((0, 150, WIDTH, HEIGHT + 50)), (0, 100))
    found = compare(webp(cut), webp(long))
    assert found.share < 0.2
    assert opened(found.image).height <= HEIGHT + 50
    assert strong(found.image) is not None


def test_a_longer_page_differs_by_what_it_has_more() -> None:
    found = compare(webp(page(height=600)), webp(page(height=480)))
    assert found.share == pytest.approx(120 / 600, abs=0.01)


def test_a_wider_page_differs_by_what_it_has_more() -> None:
    wide = Image.new("RGB", (WIDTH + 80, HEIGHT), "white")
    wide.paste(page(), (0, 0))
    assert compare(webp(wide), SAME).share == pytest.approx(80 / 400, abs=0.05)


def test_what_is_masked_is_not_judged() -> None:
    other = page()
    ImageDraw.Draw(other).rectangle((100, 100, 199, 149), fill="red")
    mask = Box(99, 99, 102, 52)
    assert compare(webp(other), SAME).image is not None
    assert compare(webp(other), SAME, [mask]).image is None
    ImageDraw.Draw(other).rectangle((0, 300, 319, 320), fill="red")
    share = compare(webp(other), SAME, [mask]).share
    assert share == pytest.approx(21 * WIDTH / (WIDTH * HEIGHT - 102 * 52), rel=0.1)


def test_masks_are_given_in_the_page_s_own_pixels() -> None:
    other = page()
    ImageDraw.Draw(other).rectangle((100, 100, 199, 149), fill="red")
    assert compare(webp(other), SAME, [Box(49, 49, 52, 27)], scale=2).image is None


def test_masks_below_a_missing_block_are_still_at_their_place() -> None:
    long = page(height=HEIGHT + 50, down=50)
    live = page()
    ImageDraw.Draw(live).rectangle((100, 400, 199, 449), fill="red")
    bare, masked = (compare(webp(live), webp(long), boxes).share
                    for boxes in ([], [Box(98, 398, 104, 54)]))  # fmt: skip
    assert masked < bare


def test_everything_masked_leaves_nothing_to_differ() -> None:
    whole = [Box(0, 0, WIDTH, HEIGHT)]
    black = Image.new("RGB", (WIDTH, HEIGHT), "black")
    assert compare(webp(black), SAME, whole).share == 0


def test_the_same_pictures_give_the_same_picture() -> None:
    other = webp(Image.new("RGB", (WIDTH, HEIGHT), "#ccc"))
    assert compare(other, SAME) == compare(other, SAME)


def test_of_a_tall_page_only_the_places_that_differ_are_shown() -> None:
    tall, other = Image.new("RGB", (100, 16_000), "white"), Image.new("RGB", (100, 16_000), "white")
    other.paste("black", (20, 9000, 60, 9040))
    assert opened(compare(webp(other), webp(tall)).image).height < 600
    other.paste("black", (20, 10, 60, 40))
    other.paste("black", (20, 15_900, 60, 15_990))
    assert opened(compare(webp(other), webp(tall)).image).height <= 16_383


@pytest.mark.parametrize("wrong", [b"", b"RIFF\0\0\0\0WEBPVP8 ", b"<html>"])
def test_what_is_no_picture_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError, match="no picture"):
        compare(wrong, SAME)


boxes = st.builds(Box, *[st.floats(-50, 600)] * 2, *[st.floats(0, 600)] * 2)
sizes = st.tuples(st.integers(1, 70), st.integers(1, 70))


@settings(max_examples=several(60), deadline=None)
@given(sizes, sizes, st.integers(0, 2**32), st.lists(boxes, max_size=3))
def test_any_two_pictures_compare(
    one: tuple[int, int], two: tuple[int, int], seed: int, masks: list[Box]
) -> None:
    def made(size: tuple[int, int], value: int) -> bytes:
        image = Image.new("RGB", size, "white")
        at = (value % size[0], value // 7 % size[1])
        image.paste("black", (*at, *size))
        return webp(image, 100)

    found = compare(made(one, seed), made(two, seed // 3), masks)
    assert 0 <= found.share <= 1
    assert (found.image is None) == (found.share == 0)
