"""The fifty requests both twins must answer alike: 10 completions, 20 corrections, 20 readings.

None is a close call: the int8 graphs round differently on different processors, and the language
model's log-probabilities differ by up to 0.2 between twins.
Chosen for what could differ between the browser and CPython: other scripts, emoji and combining
marks (UTF-16 against code points), long and empty text, spacing, mid-word carets, digits, code.
"""

from __future__ import annotations

from typing import Any

COMPLETE_BEFORE = (
    "Thank you for your help. Please do not hesitate to con",
    "I look forward to hearing fr",
    "Please let me know if you have any ques",
    "Dear Ms. Okafor,\n\nThank you for your time and consid",
    "😀 Once upon a ",
    "The cafe\u0301 is in the capital of the United States of ",
    "He said “I don’t know” and then ",
    "def main():\n    return ",
    "We met in 2019 and the price was 12.50, so ",
    "Le café est fermé. If you have any questions, please don't hesitate to ",
)

CORRECT_TEXTS = (
    "I recieved your letter yesterday. Their going to the park tomorow.",
    "This is a apple and that is an banana. The the cat sat on the mat.",
    "i think its a good idea.",
    "I have never seen such beautiful place in my life.",
    "😀 I am agree with you: this is one of the most important problem today.",
    "I want to thank you for your helps. Nowadays many people uses their phones.",
    "We should of gone home earlier .",
    "There is nothing wrong with this sentence.",
    "👩‍👩‍👧 My famly is hapy 😀 and I am to.",
    "Cafe\u0301 prices are higer then last year.",
    "Visit https://example.org/recieve or mail to me@exmaple.org.",
    "`teh code` stays, but teh text does not.",
    "Das ist ein ganz normaler deutscher Satz.",
    "",
    " \n\t ",
    "ALL CAPS TEXT WITH A MISTEAK.",
    "He go to school every day. They was late. I has seen it. She don't like apples.",
    "Please advice me on weather I should go there.",
    "“Quoted texts are alright”, he sayed.",
    "A long line that goes on and on about definately nothing. " * 12,
)

SENTIMENT_TEXTS = (
    "I love this wonderful place!",
    "The food was terrible and the waiter was rude.",
    "The meeting is at three o'clock.",
    "Not bad at all.",
    "It is not good.",
    "I am happy with the screen, but the battery is a disaster.",
    "😀😀😀 best day ever 🎉",
    "😡 worst. service. ever.",
    "Café Noël was délicieux.",
    "",
    "   ",
    "你好，世界",
    "Great. Awful. Great. Awful.",
    "I can't say I was disappointed, nor that I was thrilled.",
    "Refund me now!!!",
    "Thanks a lot for ruining my weekend.",
    "It works as described and arrived on time. " * 15,
    "We are sorry to inform you that your application was rejected.",
    "Could you send me the file, please?",
    "Z\u0335a\u0336l\u0337g\u0338o text is horrible",
)


def requests() -> list[dict[str, Any]]:
    """All fifty, without ids."""
    completions = [
        {"kind": "complete", "before": before, "after": "", "min_confidence": 0.3}
        for before in COMPLETE_BEFORE
    ]
    corrections = [
        {"kind": "correct", "text": text, "dictionary": ["Okafor"]} for text in CORRECT_TEXTS
    ]
    readings = [{"kind": "sentiment", "text": text} for text in SENTIMENT_TEXTS]
    return [*completions, *corrections, *readings]
