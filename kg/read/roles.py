"""Fill the roles that frames name, for a verb, a noun or an adjective; see ``ontology/frames/README.md``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Token

from kg.read import parties, syntax
from kg.read.doers import doers
from kg.read.standing import stands_for
from kg.read.support import came_from, first, governor, lent, portioned
from kg.read.syntax import children, coordinated, is_verb, prepositional

_PREFIXES = frozenset({"anti", "pro", "non", "ex", "post", "pre", "un"})
_SUFFIXES = frozenset(
    {
        "backed",
        "supported",
        "owned",
        "flagged",
        "built",
        "made",
        "registered",
        "based",
        "born",
        "style",
        "era",
        "speaking",
    }
)
_SINGLE = frozenset({"war", "conflict", "alliance", "dispute", "agreement", "army", "summit", "exercise"})
Names = frozenset[int]
"""The token indices that lie in a mention: nouns look for those among their modifiers."""


class Roles:
    """The fillers of roles in one parsed article, worked out on demand and remembered.

    Parameters
    ----------
    doc : Doc
        The parsed article.
    named : frozenset of int
        Indices of the tokens that lie in mentions.
    """

    def __init__(self, doc: Doc, named: Names) -> None:
        self.doc, self.named = doc, named
        self._known: dict[tuple[int, str], list[Token]] = {}
        self._said: dict[int, frozenset[str]] = {}

    def fill(self, token: Token, path: tuple[str, ...]) -> list[Token]:
        """Give the head tokens at the end of a path of roles, coordination expanded, in text order."""
        if len(path) == 1 and path[0] != "this":
            return self._role(token, path[0])
        found = [token]
        for role in path:
            found = found if role == "this" else [filler for one in found for filler in self._role(one, role)]
        return list(dict.fromkeys(one for one in found if one.i != token.i or path[-1] in {"this", "self"}))

    def _role(self, token: Token, role: str) -> list[Token]:
        key = (token.i, role)
        if key not in self._known:
            self._known[key] = []  # a role that leads back to itself is empty
            found = [seen for one in self._find(token, role) for seen in portioned(one)]
            self._known[key] = list(dict.fromkeys(one for one in found if one.i != token.i))
        return self._known[key]

    def _find(self, token: Token, role: str) -> list[Token]:
        table, other = self._kind(token)
        if role in table:
            return table[role](self, token)
        return other(token, role) if role == "prep" or role in self.words(token) else []

    def words(self, token: Token) -> frozenset[str]:
        """Give the words of a token's sentence: a preposition that is not among them governs nothing there."""
        sentence = token.sent
        if sentence.start not in self._said:
            said = {word.lower_ for word in sentence}
            self._said[sentence.start] = frozenset(said | {"in"} if "where" in said else said)
        return self._said[sentence.start]

    def _kind(self, token: Token) -> tuple[dict[str, Filler], Callable[[Token, str], list[Token]]]:
        if is_verb(token):
            return _VERB, self._of_verb
        return (_ADJECTIVE, self._of_adjective) if token.pos_ == "ADJ" else (_NOUN, self._of_noun)

    # verbs

    def _of_verb(self, verb: Token, name: str) -> list[Token]:
        own = prepositional(verb, "*" if name == "prep" else name)
        own = own or [found for thing in syntax.objects(verb) for found in prepositional(thing, name)]
        return own or (syntax.place(verb) if name in {"in", "at"} else [])

    def verb_subject(self, verb: Token) -> list[Token]:
        """Who does it."""
        return syntax.agents(verb)

    def verb_object(self, verb: Token) -> list[Token]:
        """Whom or what it is done to."""
        return syntax.objects(verb)

    def verb_receiver(self, verb: Token) -> list[Token]:
        """Who gets it."""
        return syntax.indirect_objects(verb)

    # nouns

    def _of_noun(self, noun: Token, name: str) -> list[Token]:
        own = prepositional(noun, "*" if name == "prep" else name)
        return own or self._of_governor(noun, name)

    def _of_governor(self, noun: Token, name: str) -> list[Token]:
        """Look below the verb that the noun hangs on: "sanctions were imposed **on X**"."""
        verb = governor(noun)
        if verb is None or name == "of" or _hangs_by(noun, name):
            return []
        if name == "by" and (children(noun, "poss") or (noun.dep_ == "nsubjpass" and not lent(noun, "agent"))):
            return []  # "**Iran**'s recognition of Kuwait was welcomed by Iraq", "drills were condemned by Iraq"
        beside = (found for child in children(verb, "npadvmod", "dobj") for found in prepositional(child, name))
        return prepositional(verb, name) or list(beside)

    def premodifiers(self, noun: Token) -> list[Token]:
        """Give the names before a noun: possessive, demonym, compound."""
        out = coordinated(syntax.owner(child) for child in children(noun, "poss"))
        for child in noun.children:
            if child.i < noun.i and child.dep_ in {"compound", "nmod", "amod", "npadvmod", "preconj", "nummod"}:
                out += [found for found in child.subtree if found.i in self.named and found.dep_ != "poss"]
        out = [found for found in out if not _is_prefixed(found)]
        kept = {found.i: found for found in out if found.i in self.named or found.dep_ == "poss"}
        return [kept[i] for i in sorted(kept)]

    def owners(self, noun: Token) -> list[Token]:
        """Give the names before a noun, or those of the same noun earlier in the sentence.

        In "Chile's ties with Peru are close, but ties with Bolivia are cold" the second noun has none.
        """
        own = self.premodifiers(noun)
        if own or any(
            child.dep_ in {"det", "prep"} and child.lower_ in {"the", "a", "an", "of", "between"}
            for child in noun.children
        ):
            return own
        earlier = [
            token
            for token in self.doc[noun.sent.start : noun.i]
            if token.lemma_ == noun.lemma_ and token.pos_ == noun.pos_
        ]
        return self.premodifiers(earlier[-1]) if earlier else []

    def noun_subject(self, noun: Token) -> list[Token]:
        """Who does what the noun says."""
        owners = [found for found in coordinated(children(noun, "poss")) if found.tag_ != "PRP$"]
        acting = owners or prepositional(noun, "by") or lent(noun, "agent")
        if acting:
            return acting
        received = lent(noun, "patient")
        told = self.doers(noun) or self.premodifiers(noun)
        return told or came_from(noun) or (received and self._of_noun(noun, "from"))

    def doers(self, noun: Token) -> list[Token]:
        """Give who another word says did it: "blamed **Syria** for Hariri's murder", where Hariri did not."""
        return doers(first(noun))

    def noun_self(self, noun: Token) -> list[Token]:
        """Who the noun stands for."""
        return stands_for(noun, self.named)

    def noun_object(self, noun: Token) -> list[Token]:
        """Whom or what it is done to."""
        found = prepositional(noun, "of") or lent(noun, "patient")
        return found or (self.premodifiers(noun) if prepositional(noun, "by") else [])

    def pair(self, noun: Token) -> list[Token]:
        """Give the members: "between A and B", "A-B relations", "A's relations with B", "A holds talks with B"."""
        named = parties.members(noun)
        if named:
            return named
        owners = [] if _is_distributed(noun) else self.owners(noun)
        return [*(owners or lent(noun, "agent") or prepositional(noun, "of")), *self.partners(noun)]

    def partners(self, noun: Token) -> list[Token]:
        """Give the other side, where the noun sets one side against another: "A's relations with **B and C**"."""
        if parties.members(noun):
            return []
        return self._of_noun(noun, "with") or self._of_noun(noun, "and")

    # adjectives

    def _of_adjective(self, adjective: Token, name: str) -> list[Token]:
        return prepositional(adjective, name) or (
            prepositional(adjective.head, name) if adjective.dep_ in {"acomp", "amod", "attr", "oprd"} else []
        )

    def adjective_subject(self, adjective: Token) -> list[Token]:
        """Who or what is so."""
        own, head = children(adjective, "nsubj"), adjective.head
        if own:
            return coordinated(own)
        if adjective.dep_ == "amod":
            return [head]
        if adjective.dep_ == "oprd" and not syntax.is_passive(head):
            return syntax.objects(head) or syntax.surface_subject(head)
        if adjective.dep_ == "conj" and head.pos_ == "ADJ":
            return self._role(head, "subj")
        return syntax.surface_subject(head) if is_verb(head) else []

    # what only constraints ask for

    def modifiers(self, token: Token) -> list[Token]:
        """Adjectives and participles before a noun, compounds among them."""
        return [child for child in token.children if child.dep_ in {"amod", "compound", "nmod", "neg", "det", "poss"}]

    def adverbs(self, token: Token) -> list[Token]:
        """Adverbs and adjectives that modify a verb."""
        return [child for child in token.children if child.dep_ in {"advmod", "acomp", "oprd", "prt", "npadvmod"}]

    def complements(self, token: Token) -> list[Token]:
        """Verbs of a token's clausal complements."""
        return [child for child in token.children if child.dep_ in {"xcomp", "ccomp", "acl", "advcl"}]

    def infinitives(self, token: Token) -> list[Token]:
        """Verbs of a token's infinitive complements: "agreed **to meet**", "wants Japan **to leave**, to disarm"."""
        found = [child for child in children(token, "xcomp", "ccomp", "acl") if _has_to(child)]
        joined = (other for one in found for other in children(one, "conj") if is_verb(other))
        return [*found, *(other for other in joined if not children(other, "nsubj", "nsubjpass"))]

    def contents(self, token: Token) -> list[Token]:
        """Verbs of a token's finite content clauses: "said Japan must **leave**", "its demand that Japan **leave**"."""
        clauses = [child for child in children(token, "ccomp", "acl") if is_verb(child) and not _has_to(child)]
        return [one for one in clauses if one.dep_ == "ccomp" or children(one, "nsubj", "nsubjpass")]

    def attributes(self, verb: Token) -> list[Token]:
        """Give what a copula says of its subject."""
        return coordinated(children(verb, "attr", "acomp"))

    def auxiliaries(self, token: Token) -> list[Token]:
        """Auxiliary verbs, modals among them."""
        return children(token, "aux")

    def governing(self, verb: Token) -> list[Token]:
        """Give the verb whose complement this one is ("**needs** to rely"), or which a participle goes on from."""
        beside = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > verb.head.i  # "**condemned** it, warning of"
        return [verb.head] if (verb.dep_ == "xcomp" or beside) and is_verb(verb.head) else []

    def supporting(self, noun: Token) -> list[Token]:
        """Give the verb a noun hangs on, as its subject too."""
        verb = noun.head if noun.dep_ == "nsubj" and is_verb(noun.head) else governor(noun)
        return [verb] if verb is not None else []


Filler = Callable[[Roles, Token], list[Token]]
_SHARED: dict[str, Filler] = {
    "adv": Roles.adverbs,
    "adj": Roles.modifiers,
    "xcomp": Roles.complements,
    "inf": Roles.infinitives,
    "that": Roles.contents,
    "aux": Roles.auxiliaries,
}
_VERB: dict[str, Filler] = {
    **_SHARED,
    "subj": Roles.verb_subject,
    "obj": Roles.verb_object,
    "iobj": Roles.verb_receiver,
    "attr": Roles.attributes,
    "verb": Roles.governing,
}
_NOUN: dict[str, Filler] = {
    **_SHARED,
    "subj": Roles.noun_subject,
    "doer": Roles.doers,
    "obj": Roles.noun_object,
    "self": Roles.noun_self,
    "pair": Roles.pair,
    "partner": Roles.partners,
    "had": lambda _, noun: parties.beneficiary(noun),
    "during": lambda _, noun: parties.occasion(noun),
    "pro": lambda roles, noun: parties.leaning(noun, "pro", roles.named),
    "anti": lambda roles, noun: parties.leaning(noun, "anti", roles.named),
    "mod": Roles.premodifiers,
    "verb": Roles.supporting,
    "after": lambda _, noun: parties.preposition(noun),
    "goer": lambda _, noun: parties.goer(noun),
}
_ADJECTIVE: dict[str, Filler] = {**_SHARED, "subj": Roles.adjective_subject}


def _is_distributed(noun: Token) -> bool:
    """Tell whether each of two has its own: "the Syrian and Yemeni wars" are two wars."""
    joined = any(child.dep_ == "conj" for found in noun.children if found.i < noun.i for child in found.children)
    return joined and noun.tag_ in {"NNS", "NNPS"} and noun.lemma_.lower() in _SINGLE


def _is_prefixed(name: Token) -> bool:
    """Tell whether a name is but half a word, and has nothing: "the anti-**Iran** axis", "a **Greek**-owned ship"."""
    doc, i = name.doc, name.i
    if i > 1 and doc[i - 1].text == "-" and doc[i - 2].lower_ in _PREFIXES:
        return True
    return i + 2 < len(doc) and doc[i + 1].text == "-" and doc[i + 2].lower_ in _SUFFIXES


def _has_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _hangs_by(noun: Token, preposition: str) -> bool:
    """Tell whether it is the noun itself that a preposition governs: "held **in** regions such as X"."""
    outer = first(noun)
    return outer.dep_ == "pobj" and outer.head.lower_ == preposition
