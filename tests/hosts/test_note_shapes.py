"""Boxes of notes among shapes that others drew."""

from __future__ import annotations

from perf_xl.hosts.patch.note_shape import EMPTY, NoteShapes

NOTE = ('<v:shape id="_x0000_s{0}" style=\'x\'><x:ClientData ObjectType="Note"><x:Anchor>\n 1, 2</x:Anchor>'
        "<x:Row>{1}</x:Row>\n<x:Column> {2} </x:Column></x:ClientData></v:shape>")
BUTTON = '<v:shape id="_x0000_s2050" o:button="t"><x:ClientData ObjectType="Button"><x:Row>4</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>'
FOREIGN = EMPTY.replace("</xml>", f"{BUTTON}\n{NOTE.format(1030, 4, 1)}<v:shape id=\"_x0000_s9\"/></xml>\r\n")


def test_foreign_shapes_keep_every_byte() -> None:
    assert str(NoteShapes(FOREIGN)) == FOREIGN
    shapes = NoteShapes(FOREIGN)
    shapes.put(9, 9, "0")
    shapes.drop(9, 9)
    assert str(shapes) == FOREIGN


def test_a_box_that_is_there_moves_and_a_button_does_not() -> None:
    shapes = NoteShapes(FOREIGN)
    shapes.put(5, 2, "7, 8, 9")
    assert str(shapes) == FOREIGN.replace("\n 1, 2", "7, 8, 9")
    shapes.drop(5, 2)
    assert str(shapes) == FOREIGN.replace(NOTE.format(1030, 4, 1), "")


def test_new_boxes_stand_last_under_numbers_of_their_own() -> None:
    shapes = NoteShapes(FOREIGN)
    shapes.put(1, 1, "a")
    shapes.put(1, 2, "b")
    text = str(shapes)
    assert text.index("_x0000_s9") < text.index("_x0000_s2051") < text.index("_x0000_s2052") < text.index("</xml>")
    shapes.drop(1, 2)
    shapes.put(1, 3, "c")
    assert str(shapes).count("_x0000_s2052") == 1


def test_of_two_boxes_for_one_cell_each_is_found_in_turn() -> None:
    shapes = NoteShapes(EMPTY.replace("</xml>", NOTE.format(1, 0, 0) + NOTE.format(2, 0, 0) + "</xml>"))
    shapes.drop(1, 1)
    assert "_x0000_s2" in str(shapes)
    assert "_x0000_s1\"" not in str(shapes)
    shapes.drop(1, 1)
    assert not shapes


def test_a_drawing_without_boxes_says_so() -> None:
    assert not NoteShapes(EMPTY)
    assert NoteShapes(FOREIGN)
