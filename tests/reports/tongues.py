"""What people say in the scripts that they write in, for one document that holds all of them."""

SAID = {
    "bn-BD": "আমরা একসাথে কাজ করি, এবং সিদ্ধান্ত নিই (ক্ষমতা)।",
    "pa-IN": "ਅਸੀਂ ਮਿਲ ਕੇ ਫੈਸਲੇ ਕਰਦੇ ਹਾਂ।",
    "gu-IN": "અમે સાથે મળીને નિર્ણયો લઈએ છીએ.",
    "ta-IN": "நாங்கள் ஒன்றாக முடிவு செய்கிறோம்.",
    "hi-IN": "हम मिलकर निर्णय लेते हैं।",
    "th-TH": "เราตัดสินใจร่วมกัน และเรียนรู้จากกันและกัน",
    "zh-CN": "我们一起做决定，互相学习。",
    "ja-JP": "私たちは一緒に決めます。",
    "ko-KR": "우리는 함께 결정합니다.",
    "ur-PK": "NHS نے کہا: ہم مل کر فیصلے کرتے ہیں (2027)۔",
    "ar-EG": "نحن نتخذ القرارات معًا.",
    "he-IL": "אנחנו מחליטים יחד.",
    "am-ET": "አብረን እንወስናለን።",
    "el-GR": "Αποφασίζουμε μαζί.",
    "uk-UA": "Ми разом приймаємо рішення: їжа, ґанок.",
}
# In Latin letters, and so in no language that could be told.
LATIN = {
    "cy": "Rydym yn gwneud penderfyniadau gyda’n gilydd: ŵyl, ŷd.",
    "pl": "Wspólnie podejmujemy decyzje: żółć, łódź.",
    "vi": "Chúng tôi cùng nhau quyết định ở đây.",
    "so": "Waxaan wada go’aansannaa.",
    "rom": "Amen kerdam jekhetane: čhaj, řom.",
}
RIGHT_TO_LEFT = {"ur-PK", "ar-EG", "he-IL"}
EMOJI = "👩🏽‍🦽 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ❤️"
# Past the cleaning of what comes in: separators, what is drawn as nothing at the start of a line, and controls.
UNSEEN = [
    "\u2028one\u2029",
    "\u200bzero",
    "\ufeffmark",
    "so\u00adft",
    "\u2060joined",
    "\u200d\u200ejoiner",
    "\x02 control",
    "\ufff9note",
    "\u0890\U000110bd\U00013430\U0001bca0 format",
]
PRIVATE, UNASSIGNED = "a \ue000 private sign", "an \U000e1000 unknown sign"
ALL = [*SAID.values(), *LATIN.values(), EMOJI, *UNSEEN]
