"""Folders that are no model for Nib, or pretend to be: one clear line each, and nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import onnx
import pytest
from onnx import TensorProto, helper

from tests import chromium
from tests.browser.model_package import Package, make_package
from tests.browser.options_page import OptionsPage
from tests.conftest import Extension, Launch

OWN = "SmolLM2-135M-Instruct"
KEPT = "Kept table"
TITLE = "Hostile table"
# What a browser with little room left says and does; a real disk cannot be filled in a test.
QUOTA = "Storage.overrideQuotaForOrigin"


@pytest.fixture(scope="module")
def options(launch: Launch, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    """One browser for all, in which a good model is loaded and in use."""
    with launch(extension=built) as context:
        options = OptionsPage(Extension(context, chromium.extension_id(context)))
        good = make_package(tmp_path_factory.mktemp("good") / "kept", built, " kept words", KEPT)
        options.load(good.folder)
        options.use(KEPT)
        yield options
        assert options.problems == []


@pytest.fixture
def package(tmp_path: Path, built: Path) -> Package:
    return make_package(tmp_path / "hostile", built, " hostile words", TITLE)


def not_there(package: Package) -> None:
    (package.folder / "nib-model.json").unlink()


def not_json(package: Package) -> None:
    (package.folder / "nib-model.json").write_text("MZ\0\0")


def a_bomb(package: Package) -> None:
    (package.folder / "nib-model.json").write_text("[" * 60_000)


def gigabytes_of_json(package: Package) -> None:
    with (package.folder / "nib-model.json").open("wb") as file:
        file.truncate(3 << 30)  # sparse: no such disk space is used


def a_way_out(package: Package) -> None:
    package.about["files"]["graph"]["path"] = "../../outside.onnx"
    package.write_about()


def a_folder_below(package: Package) -> None:
    below = package.folder / "below"
    below.mkdir()
    package.path("tokenizer").rename(below / "tokenizer.json")


def another_format(package: Package) -> None:
    package.about["format"] = 2
    package.write_about()


def no_weights(package: Package) -> None:
    package.path("graph_weights").unlink()


def cut_weights(package: Package) -> None:
    path = package.path("graph_weights")
    path.write_bytes(path.read_bytes()[:-1])


def a_flipped_bit(package: Package) -> None:
    path = package.path("graph_weights")
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def weights_of_terabytes(package: Package) -> None:
    package.about["files"]["graph_weights"]["bytes"] = 1 << 42
    package.write_about()


def a_tokenizer_of_nonsense(package: Package) -> None:
    package.path("tokenizer").write_text('{"model": {"type": "BPE", "vocab": 7}}')
    package.describe()


def a_tokenizer_that_is_a_bomb(package: Package) -> None:
    package.path("tokenizer").write_text('{"a":' * 500_000)
    package.describe()


def a_graph_of_noise(package: Package) -> None:
    package.path("graph").write_bytes(bytes(range(256)) * 20)
    package.describe()


def a_graph_that_reads_elsewhere(package: Package) -> None:
    graph = onnx.load(package.path("graph"), load_external_data=False)
    for tensor in graph.graph.initializer:
        for entry in tensor.external_data:
            if entry.key == "location":
                entry.value = "../../../etc/passwd"
    package.path("graph").write_bytes(graph.SerializeToString())
    package.describe()


def a_graph_for_something_else(package: Package) -> None:
    value = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1])
    result = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])
    graph = helper.make_graph([helper.make_node("Neg", ["x"], ["y"])], "other", [value], [result])
    opset = helper.make_opsetid("", 21)
    model = helper.make_model(graph, opset_imports=[opset], ir_version=10)
    package.path("graph").write_bytes(model.SerializeToString())
    package.describe()


HOSTILE: list[tuple[Callable[[Package], None], str]] = [
    (not_there, "there is no nib-model.json in it"),
    (not_json, "nib-model.json cannot be read: it is not JSON."),
    (a_bomb, "nib-model.json cannot be read: it is not JSON."),
    (gigabytes_of_json, "nib-model.json is too long."),
    (a_way_out, "nib-model.json is not right: files.graph.path does not fit."),
    (a_folder_below, "The file tokenizer.json is not in the folder."),
    (another_format, "This model is for another version of Nib: convert it again."),
    (no_weights, "The file weights is not in the folder."),
    (cut_weights, "The file weights is damaged: it has 283399 bytes and should have 283400."),
    (a_flipped_bit, "The file weights is damaged: its content is not what it should be."),
    (weights_of_terabytes, "files.graph_weights.bytes does not fit."),
    (a_tokenizer_of_nonsense, "The model's tokenizer cannot be read: "),
    (a_tokenizer_that_is_a_bomb, "The model's tokenizer cannot be read: "),
    (a_graph_of_noise, "This model cannot be run here: "),
    (a_graph_that_reads_elsewhere, "This model cannot be run here: "),
    (a_graph_for_something_else, "This model cannot be run here: "),
]


@pytest.mark.parametrize(("spoil", "said"), HOSTILE, ids=[spoil.__name__ for spoil, _ in HOSTILE])
def test_it_is_told_in_one_line_and_changes_nothing(
    options: OptionsPage, package: Package, spoil: Callable[[Package], None], said: str
) -> None:
    before = options.stored()
    spoil(package)
    told = options.load(package.folder)
    assert said in told
    assert told.endswith("Nothing was changed.")
    assert "\n" not in told
    assert len(told) < 330
    assert options.stored() == before
    assert (options.titles(), options.in_use()) == ([OWN, KEPT], KEPT)


def test_a_foreign_folder_is_no_model(options: OptionsPage, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    for number in range(300):
        (tmp_path / "letters" / f"{number}.txt").write_text("Dear Sir")
    assert "This folder holds no model for Nib" in options.load(tmp_path / "letters")
    assert options.titles() == [OWN, KEPT]


def test_other_files_in_the_folder_are_not_copied(options: OptionsPage, package: Package) -> None:
    (package.folder / "private.txt").write_text("not for Nib")
    assert options.load(package.folder).startswith(f"{TITLE} is loaded.")
    assert not any("private" in path for path, _ in options.stored())
    options.remove(TITLE)


def test_a_full_disk_is_told_and_loses_nothing(options: OptionsPage, package: Package) -> None:
    before = options.stored()
    session = options.page.context.new_cdp_session(options.page)
    origin = options.page.evaluate("location.origin")
    used = options.page.evaluate("async () => (await navigator.storage.estimate()).usage")
    session.send(QUOTA, {"origin": origin, "quotaSize": used + 500_000})
    told = options.load(package.folder)
    assert "There is no room for this model" in told
    assert "less than the 1.4 MB it needs" in told
    session.send(QUOTA, {"origin": origin})
    assert options.stored() == before
    assert options.in_use() == KEPT
    assert options.load(package.folder).startswith(f"{TITLE} is loaded.")
    options.remove(TITLE)


def enlarge(package: Package) -> Path:
    """Make the weights so large that copying takes a while."""
    weights = package.path("graph_weights")
    with weights.open("ab") as file:
        file.truncate(400 << 20)
    package.describe()
    return weights


def test_a_folder_that_changes_while_it_is_copied_is_told(
    options: OptionsPage, package: Package
) -> None:
    weights = enlarge(package)
    before = options.stored()
    options.choose(package.folder)
    options.page.locator(".job progress:not(:indeterminate)").wait_for()
    with weights.open("r+b") as file:  # only what is really other than was said must be refused
        file.truncate(1 << 20)
    told = options.outcome()
    unread = "The file weights could not be read. Choose the folder again."
    assert unread in told or "The file weights is damaged" in told
    assert options.stored() == before
    assert options.in_use() == KEPT


def test_a_copy_can_be_cancelled(options: OptionsPage, package: Package) -> None:
    enlarge(package)
    before = options.stored()
    options.choose(package.folder)
    options.page.get_by_role("button", name="Cancel").click()
    assert options.outcome() == "Nothing was loaded."
    options.page.locator("button[data-name=load]:enabled").wait_for()
    assert options.stored() == before
