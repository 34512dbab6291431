"""Write the files in the languages' folders that are made once for all languages: redirect pages, sitemaps and pictures."""

from __future__ import annotations

from pathlib import Path

from generator.publish.editions import Edition, Job
from generator.publish.redirects import write_redirects
from generator.publish.sitemap import write_sitemaps
from generator.publish.social import write_pictures
from generator.render.pages import Renderer


def write_beside_pages(stage: Path, renderer: Renderer, job: Job) -> None:
    """Write redirect pages and, for the web edition, pictures and sitemaps into the languages' folders.

    All languages must be built before: MkDocs empties a language's folder when it starts to build the language.
    """
    write_redirects(stage, renderer, job.base_url)
    if job.edition is Edition.WEB:
        write_pictures(stage, renderer.look)
        write_sitemaps(stage, renderer.facts, renderer.routes, job.base_url)
