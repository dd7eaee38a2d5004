"""Departments like the two samples: other codes, names and project codes, the last with right check characters."""
import os, re

SAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "deploy", "samples")
NAMES = {"304": "保定市徐水区科学技术和工业信息化局", "306": "邯山区科技和工业信息化局"}
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def checked(code):
    """A project code with the check character that its first twenty ask for."""
    total = sum(ALPHABET.index(letter) * pow(3, place, 31) for place, letter in enumerate(code[:20]))
    return code[:20] + ALPHABET[(30 - total) % 31]


def make(count, folder):
    """Writes so many documents; gives (code, name, path) of each."""
    texts = {code: open(f"{SAMPLES}/{code}-2025.txt", encoding="utf-8").read() for code in NAMES}
    made = []
    for number in range(1, count + 1):
        sample = list(NAMES)[number % 2]
        code, name = str(400 + number), f"样本县第{number:02}局"
        text = re.sub(rf"\b{sample}(?=\s*{NAMES[sample]})", code, texts[sample]).replace(NAMES[sample], name)
        # In both samples the three digits after the P are 000; all departments lie in one county.
        text = re.sub(r"\d{6}(\d\d)P000([0-9A-Z]{9})", lambda m: checked(f"130625{m[1]}P{number:03}{m[2]}"), text)
        path = f"{folder}/{code}-2025.txt"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        made.append((code, name, path))
    return made
