"""The two pictures of README.md, taken of the sample department as deploy/run shows it; see deploy/pictures.

usage: pictures.py --binary PATH --out DIR
"""
import argparse
import pathlib
import subprocess

from playwright.sync_api import sync_playwright

from hall import PEOPLE, PROJECT, Hall, chromium

DAY = "2025-06-20"
PICTURES = {"today.png": "/", "project.png": f"/projects/{PROJECT}"}


def take(binary, out):
    hall = Hall(binary, people=PEOPLE[:1], clock=DAY + "T09:00", department_samples=("304",), observations=True)
    try:
        with sync_playwright() as playwright, chromium(playwright) as browser:
            page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
            hall.sign_in(page, PEOPLE[0][0])
            for name, place in PICTURES.items():
                page.goto(hall.url + place)
                page.screenshot(path=str(out / name), full_page=True)
                # Sixty-four colours are enough for pages of few, and make a quarter of the file.
                subprocess.run(
                    ["pngquant", "--force", "--strip", "--speed", "1", "--output", str(out / name), "64", str(out / name)], check=True)
                print(f"{out / name}：{(out / name).stat().st_size // 1000} kB")
    finally:
        hall.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    take(options.binary, options.out)
