"""The n-gram table: what is packed is found, and it prefers the fitting word."""

from hypothesis import given
from hypothesis import strategies as st
from nib.ngrams import NgramTable, fold, pack

from models.dictionary.corpus import TOKEN
from models.dictionary.corpus import fold as fold_in_corpus


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.integers(4, 10**7), max_size=300))
def test_packed_counts_are_found(counts: dict[str, int]) -> None:
    table = NgramTable(pack(counts))
    wrong = [key for key, n in counts.items() if not 0.7 < table.count(key) / min(n, 46_000) < 1.5]
    assert len(wrong) <= 3  # fingerprints collide by chance


def test_most_absent_ngrams_are_absent() -> None:
    table = NgramTable(pack({f"word{n} word": 10 for n in range(5000)}))
    found = sum(table.count(f"absent{n} word") > 0 for n in range(5000))
    assert found < 150  # a chain of cells is compared, so more than one in 2,048


def test_fit_prefers_what_was_counted() -> None:
    table = NgramTable(pack({"over there": 500, "there .": 900, "over their": 20, "their .": 5}))
    frequencies = (1e-3, 1e-3, 0.06)
    there = table.fit(("over", "there", "."), frequencies)
    assert there > table.fit(("over", "their", "."), frequencies) + 1


@given(st.text(max_size=40))
def test_recipe_and_engine_fold_alike(text: str) -> None:
    for token in TOKEN.findall(text):
        assert fold(token) == fold_in_corpus(token)
