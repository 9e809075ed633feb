"""
Makes a sample register and the subjects file that tells the conformance suite whom it holds:

    /usr/bin/python3 sample/make_registry.py FOLDER

Everybody in it is synthetic: county code 320898 was never issued, and VINs begin with L00.
"""

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any, Dict, List

COUNTY = "320898"
MANY = 250


def citizen_id(sequence: int, born: str = "19790613") -> str:
    """GB 11643-1999: 17 digits and a check character (ISO 7064 MOD 11-2)."""
    body = f"{COUNTY}{born}{sequence:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(each) * weight for each, weight in zip(body, weights)) % 11]


def credit_code(sequence: int) -> str:
    """GB 32100-2015, with the organisation code of GB 11714 inside."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    inner = f"{sequence:08d}"
    check = 11 - sum(int(each) * weight for each, weight in zip(inner, (3, 7, 9, 10, 5, 8, 4, 2))) % 11
    body = f"91{COUNTY}{inner}{'X' if check == 10 else 0 if check == 11 else check}"
    total = sum(alphabet.index(each) * pow(3, place, 31) for place, each in enumerate(body))
    return body + alphabet[(31 - total % 31) % 31]


class Sample:
    def __init__(self, connection: sqlite3.Connection):
        self._connection = connection
        self._count = 0
        self.subjects: Dict[str, Any] = {}

    def vehicles(self, count: int, owner: str, kind: str, number: str, brand: str = "样例牌") -> List[int]:
        ids = []
        for _ in range(count):
            self._count += 1
            ids.append(self._count)
            self._connection.execute(
                """insert into clxx (xh, hpzl, hphm, fzjg, clpp, clxh, clsbdh, fdjh, csys, syxz, ccdjrq, yxqz,
                     zt, syr, sfzmmc, sfzmhm) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    self._count,
                    "02",
                    f"H{self._count:05d}",
                    "苏H",
                    brand.encode("gb18030"),
                    "YL-1",
                    f"L00{self._count:014d}",
                    f"E{self._count:06d}",
                    "白",
                    "A",
                    "20190308",
                    "20270331" if self._count % 10 else "20230230",
                    "A" if self._count % 7 else "GK",
                    owner,
                    kind,
                    number,
                ),
            )
        return ids

    def mortgage(self, vehicle: int, holder: str, kind: str, phone: str = "") -> None:
        self._connection.execute("insert into dyxx values (?, ?, ?, ?)", (vehicle, holder, kind, phone))

    def seizure(self, vehicle: int) -> None:
        self._connection.execute("insert into cfxx values (?, ?, ?)", (vehicle, "样例法院", "协助执行通知书"))

    def review(self, number: str) -> None:
        self._connection.execute("insert into rgfh values (?)", (number,))

    def subject(self, role: str, name: str, number: str, **more: Any) -> None:
        document = {"type": "USCC" if more.get("kind") == "organisation" else "RESIDENT_ID", "number": number}
        self.subjects[role] = {"name": name, "document": document, **more}


def fill(sample: Sample) -> None:
    number = citizen_id(11)
    first, *_ = sample.vehicles(3, "孟有车", "A", number)
    sample.mortgage(first, "样例银行", "3")
    sample.seizure(first)
    sample.subject("found", "孟有车", number, records=3, contains=["苏H00001"])
    sample.subject("namesake", "孟有车", citizen_id(12))
    sample.subject("nothing_found", "孟无车", citizen_id(13))

    number = citizen_id(14)
    sample.vehicles(1, "孟现名", "A", number)
    sample.subject("ambiguous", "孟曾名", number)

    number = credit_code(99_001_001)
    sample.vehicles(MANY, "淮河样例运输有限公司", "C", number)
    sample.subject("many_pages", "淮河样例运输有限公司", number, kind="organisation", records=MANY)

    number = credit_code(99_001_002)
    # An older row still has the organisation code inside the credit code.
    sample.vehicles(2, "清河样例商贸有限公司", "B", number[8:17])
    sample.subject("organisation", "清河样例商贸有限公司", number, kind="organisation", records=2)

    number = citizen_id(15)
    sample.vehicles(1, "孟旧证", "A", number[:6] + number[8:17])
    sample.subject("fifteen_digits", "孟旧证", number, records=1)

    number = citizen_id(16)
    sample.vehicles(1, "孟𠮷𪚥", "A", number)
    sample.subject("rare_characters", "孟𠮷𪚥", number, records=1, contains=["孟𠮷𪚥"])

    number = citizen_id(17)
    sample.vehicles(1, "孟老库", "A", number, brand="镕骉牌")
    sample.subject("gbk", "孟老库", number, records=1, contains=["镕骉牌"])

    number = citizen_id(18)
    (vehicle,) = sample.vehicles(1, "孟抵押", "A", number)
    sample.mortgage(vehicle, "欧阳质权", "1", "0517-0990018")
    third_persons = [{"name": "欧阳质权", "particulars": ["0517-0990018"]}]
    sample.subject("third_persons", "孟抵押", number, records=1, thirdPersons=third_persons)

    number = citizen_id(19)
    sample.vehicles(1, "孟复核", "A", number)
    sample.review(number)
    sample.subject("deferred", "孟复核", number)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    schema = Path(__file__).resolve().parent.parent / "registry" / "schema.sql"
    connection = sqlite3.connect(folder / "registry.sqlite")
    with connection:
        connection.executescript(schema.read_text("utf-8"))
        sample = Sample(connection)
        fill(sample)
    connection.close()
    told = {"assetClass": "VEHICLE", "subjects": sample.subjects}
    (folder / "subjects.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
