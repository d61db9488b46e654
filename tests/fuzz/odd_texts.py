"""Texts that break readers: huge and tiny numbers, impossible dates, formulas, long runs, characters of every width."""

from __future__ import annotations

from random import Random

FORMULAS = ("=1+1", "=HYPERLINK(\"http://x\",\"点\")", "+1", "-1+2", "@SUM(1)", "\t=1", "\r=1", "＝1+1", "＋1", "－2", "＠A1",
            "=cmd|'/c calc'!A0", "{=1}", "'=1", " =1", "\u200b=1")
NUMBERS = ("0", "-0", "1e308", "1e-320", "9" * 30, "9" * 400, "-1", ".5", "5.", "1,2,3", "1,234.50", "１２３", "١٢", "²", "①", "½",
           "NaN", "Infinity", "-Infinity", "0x10", "1_000", "1 2", "(5)", "（1,000.00）", "--5", "+-5", "¥５", "1.2万元", "2000万",
           "一百二十", "〇", "壹佰", "百分之八十", "2147483648", "1e5", "1E+400", "٣٫٥", "𝟙𝟚", "０．５")
DATES = ("2023-02-30", "0000-00-00", "99999-1-1", "2023年13月", "2023年2月29日", "10月31日前", "12月底", "1899-12-30", "60", "2958466",
         "-1", "20230631", "2023/6/31 25:61", "二〇二三年", "9999-12-31T23:59:59.999", "45000.5")
WORDS = ("≥80百分比", "≤5%", "＝100％", "≥≥3", "80%-90%", "3～5人", "100百分百", "不低于", "大于等于12月底前", "98℃", "㎡", "万元/人·次",
         "预算数", "项目编码", "绩效目标", "一级指标", "产出指标", "数量指标", "3月底", "单位：万元", "1.某项目绩效目标表", "第二部分", "",
         " ", "\u3000", "\u00a0", "\n", "a\r\nb", "一、", "（一）", "①", "第")
STRANGE = ("\u202e", "\ufeff", "\u0000", "\u0007", "\U0001f600", "\U00020000", "\ufffe", "\u2028", "\v", "\x1a", "\x7f",
           "_x000D_", "_x0000_", "_xD800_", "&#0;", "{book}", "%s", "{}", "<b>", "]]>", "<!--", "../", "..\\", "CON", "’", "🧧" * 3)
LENGTHS = (1, 2, 31, 31, 255, 256)
_PIECES = (*FORMULAS, *NUMBERS, *DATES, *WORDS, *STRANGE)
_ALPHABET = "0123456789.,-—~～≥≤<>=%％‰万亿元个人次年月日底前至以内（）()[]{}、。，；：:;\"'“”+*/\\|#$&!？ \t\n\u3000一二三十百千产出效益指标目标预算A zZé"


def odd_text(random: Random) -> str:
    """A listed odd text, several in a row, a random run of usual characters, or a very long one."""
    choice = random.random()
    if choice < 0.35:
        return random.choice(_PIECES)
    if choice < 0.6:
        return "".join(random.choice(_PIECES) for _ in range(random.randint(2, 5)))
    if choice < 0.95:
        return "".join(random.choice(_ALPHABET) for _ in range(random.randint(1, 24)))
    return random.choice(_PIECES) * (5_000 if random.random() < 0.01 else random.choice(LENGTHS))


def disturbed(text: str, random: Random) -> str:
    """The text with a few of its characters dropped, doubled, exchanged, or something odd put in."""
    found = list(text)
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(found) + 1)
        action = random.randrange(5)
        if action == 0:
            found[at:at] = odd_text(random)
        elif action == 1 and at < len(found):
            del found[at:at + random.randint(1, 3)]
        elif action == 2 and at < len(found):
            found[at] = random.choice(_ALPHABET)
        elif action == 3 and found:
            found[at:at] = found[at:at + random.randint(1, 6)]
        else:
            found[at:at] = random.choice(STRANGE)
    return "".join(found)
