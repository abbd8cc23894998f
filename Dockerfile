# One image for web, worker and scheduler; compose.yaml says which command each runs.
# Built and run without a network of its own: nothing is downloaded at run time.
FROM python:3.11-slim AS build
# The index of PyTorch's CPU build, as README.md says ("PyTorch's build"). Empty takes the
# default build, which on Linux may be the GPU build of several GB.
ARG PYTORCH_INDEX=""
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /opt/xenlixai
# The packages before the code: they are the slow layer, and change seldom.
COPY requirements.txt constraints.txt ./
RUN python -m venv .venv && PIP_EXTRA_INDEX_URL="$PYTORCH_INDEX" .venv/bin/pip install --quiet -r requirements.txt
COPY config.py worker.py ./
COPY migrations migrations
COPY webapp webapp
# The container cannot write here later: Python's byte code is made now.
RUN .venv/bin/python -m compileall -q config.py worker.py migrations webapp
# So is the model, which else each new worker would make for half a minute. Its folder is
# private by default; the user that runs the image is another one.
RUN .venv/bin/python -c "from pathlib import Path; from webapp.pipeline.analyze.encoders import choose; choose('default', 'onnx', Path('var/models'))" && chmod -R a+rX var

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin xenlixai
WORKDIR /opt/xenlixai
# Root's, so that the processes cannot change what they run.
COPY --from=build /opt/xenlixai /opt/xenlixai
# Unbuffered: a container's last lines are the ones that matter.
ENV PATH=/opt/xenlixai/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 APP_ENV=production PORT=5000 HOME=/tmp
# A number, so that platforms see without the image's passwd that it is not root.
USER 10001
EXPOSE 5000
# Of the web process, the default; compose.yaml switches it off for the others.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["python", "-c", "import os; from urllib.request import urlopen; urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
# The Procfile's line of web. The shell makes way for gunicorn, which hears SIGTERM itself.
CMD ["sh", "-c", "flask --app webapp db upgrade && exec gunicorn --config python:webapp.processes.web 'webapp:create_app()'"]
