"""Passwords that guessers try first: lower case, eight characters and more.

Shorter ones are refused by their length, runs of one character by ``passwords.check``.
"""

from __future__ import annotations

WORDS = """
12345678 123456789 1234567890 0123456789 12345678910 123123123 987654321
87654321 0987654321 9876543210 11223344 112233445566 12341234 123454321
147258369 789456123 741852963 123698745 159753456 10203040 12344321
1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 q1w2e3r4
q1w2e3r4t5 qwer1234 1234qwer qwerty12 qwerty123 qwerty1234 qwerty12345
qwertyui qwertyuiop qwertyuiop123 qwertz123 qwertzui azertyuiop asdfghjk
asdfghjkl asdfasdf asdf1234 zxcvbnm123 zxcvbnm1 zaq12wsx zaq1zaq1 qazwsxedc
qazwsx123 qweasdzxc qweqweqwe 123qweasd 123qweasdzxc abcd1234 1234abcd
abc12345 abc123456 abcdefgh abcdefghi a1b2c3d4 aa123456 aa12345678 a123456789
password password1 password12 password123 password1234 password! password1!
passw0rd p@ssw0rd p@ssword p@ssw0rd1 passwort passwort1 motdepasse contraseña
contrasena mypassword yourpassword newpassword changeme changeme1 changeme123
changeit letmein1 letmein123 letmeinnow welcome1 welcome12 welcome123 welcome!
admin123 admin1234 admin12345 administrator adminadmin rootroot root1234
testtest test1234 test12345 testing123 default1 guest1234 user1234 demo1234
iloveyou iloveyou1 iloveyou2 ilovegod loveyou1 lovelove princess princess1
sunshine sunshine1 football football1 baseball baseball1 basketball superman
superman1 batman123 spiderman pokemon1 pokemon123 starwars starwars1 dragon123
monkey123 master123 shadow123 michael1 jennifer jordan23 computer computer1
internet internet1 whatever whatever1 trustno1 liverpool liverpool1 chelsea1
arsenal1 freedom1 cheese123 chocolate chocolate1 butterfly nicole123 samsung1
samsung123 google123 secret123 secret1234 summer2024 summer2025 winter2024
winter2025 spring2025 autumn2025 xenlixai xenlix123 correcthorsebatterystaple
"""
COMMON_PASSWORDS = frozenset(WORDS.split())
