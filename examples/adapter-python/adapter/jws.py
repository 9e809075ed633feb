"""Compact JWS (RFC 7515) with Ed25519 (RFC 8037): what warrants and receipts are made of."""

import base64
import hashlib
import json
import os
from pathlib import Path
from typing import Any, Dict

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LARGEST_BYTES = 64 * 1024


class JwsFault(Exception):
    """The bytes are no JWS of this type by a known key."""


class KeySet:
    """The court platform's public keys (a JWKS file), read again whenever the file changes."""

    def __init__(self, path: Path):
        self._path = path
        self._changed_at = -1.0
        self._keys: Dict[str, Ed25519PublicKey] = {}

    def find(self, kid: Any) -> Ed25519PublicKey:
        changed_at = self._path.stat().st_mtime
        if changed_at != self._changed_at:
            document = json.loads(self._path.read_text("utf-8"))
            self._keys = {
                jwk["kid"]: Ed25519PublicKey.from_public_bytes(_unpadded(jwk["x"]))
                for jwk in document["keys"]
                if jwk.get("kty") == "OKP" and jwk.get("crv") == "Ed25519"
            }
            self._changed_at = changed_at
        if kid not in self._keys:
            raise JwsFault("kid names no known key")
        return self._keys[kid]


def open_jws(token: bytes, typ: str, keys: KeySet) -> Dict[str, Any]:
    """The claims, once type, algorithm, key and signature hold. The header's own alg is never believed."""
    if not token or len(token) > LARGEST_BYTES:
        raise JwsFault("no bytes, or too many")
    parts = token.split(b".")
    if len(parts) != 3:
        raise JwsFault("not three parts")
    header = _json_of(parts[0])
    if header.get("typ") != typ or header.get("alg") != "EdDSA" or "crit" in header:
        raise JwsFault("another type, algorithm or extension")
    key = keys.find(header.get("kid"))
    try:
        key.verify(_unpadded(parts[2].decode("ascii")), parts[0] + b"." + parts[1])
    except (InvalidSignature, UnicodeDecodeError) as error:
        raise JwsFault("the signature does not verify") from error
    return _json_of(parts[1])


class SigningKey:
    """An Ed25519 key that signs receipts; its id is the thumbprint of RFC 7638."""

    def __init__(self, path: Path):
        self._key = _open_or_create(path)
        public = self._key.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        x = _padless(public)
        canonical = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": x}, separators=(",", ":"))
        self.kid = _padless(hashlib.sha256(canonical.encode("ascii")).digest())
        self.jwk = {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": self.kid, "alg": "EdDSA", "use": "sig"}

    def sign(self, typ: str, claims: Dict[str, Any]) -> bytes:
        header = {"alg": "EdDSA", "typ": typ, "kid": self.kid}
        signing_input = b".".join(_padless(_bytes_of(part)).encode("ascii") for part in (header, claims))
        return signing_input + b"." + _padless(self._key.sign(signing_input)).encode("ascii")


def _open_or_create(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds no Ed25519 key")
    return key


def _json_of(part: bytes) -> Dict[str, Any]:
    try:
        value = json.loads(_unpadded(part.decode("ascii")).decode("utf-8"))
    except ValueError as error:
        raise JwsFault("not base64url over JSON") from error
    if not isinstance(value, dict):
        raise JwsFault("not an object")
    return value


def _bytes_of(value: Dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _padless(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _unpadded(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise JwsFault("not base64url") from error
