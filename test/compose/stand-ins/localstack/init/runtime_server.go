package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

func bytesReader(body []byte) io.Reader { return bytes.NewReader(body) }

// invocation is what LocalStack sends.
type invocation struct {
	ID       string `json:"invoke-id"`
	ARN      string `json:"invoked-function-arn"`
	Payload  string `json:"payload"`
	Trace    string `json:"trace-id"`
	deadline time.Time
}

// event is what the runtime tells: it asks for an invocation, answers one, or could not start.
type event struct {
	kind, id string
	body     []byte
}

// runtimeServer is the Lambda Runtime API, https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
type runtimeServer struct {
	calls      chan invocation
	events     chan event
	output     *collected
	maxPayload int
}

func newRuntimeServer(maxPayload int) *runtimeServer {
	return &runtimeServer{make(chan invocation), make(chan event, 64), &collected{}, maxPayload}
}

func (s *runtimeServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := strings.Split(strings.TrimPrefix(r.URL.Path, "/2018-06-01/runtime/"), "/")
	switch {
	case len(path) == 2 && path[0] == "invocation" && path[1] == "next":
		s.next(w, r)
	case len(path) == 3 && path[0] == "invocation":
		s.take(w, r, path[2], path[1])
	case len(path) == 2 && path[0] == "init" && path[1] == "error":
		s.take(w, r, "init-error", "")
	default:
		http.NotFound(w, r)
	}
}

func (s *runtimeServer) next(w http.ResponseWriter, r *http.Request) {
	s.events <- event{kind: "ready"}
	select {
	case call := <-s.calls:
		header := w.Header()
		header.Set("Content-Type", "application/json")
		header.Set("Lambda-Runtime-Aws-Request-Id", call.ID)
		header.Set("Lambda-Runtime-Deadline-Ms", fmt.Sprint(call.deadline.UnixMilli()))
		header.Set("Lambda-Runtime-Invoked-Function-Arn", call.ARN)
		header.Set("Lambda-Runtime-Trace-Id", call.Trace)
		io.WriteString(w, call.Payload)
	case <-r.Context().Done():
	}
}

func (s *runtimeServer) take(w http.ResponseWriter, r *http.Request, kind, id string) {
	body, err := io.ReadAll(io.LimitReader(r.Body, int64(s.maxPayload)+1))
	if err != nil {
		return
	}
	if len(body) > s.maxPayload {
		message := fmt.Sprintf("Response payload size exceeded maximum allowed payload size (%d bytes).", s.maxPayload)
		body, kind = failure("Function.ResponseSizeTooLarge", message), "error"
		w.WriteHeader(http.StatusRequestEntityTooLarge)
	} else {
		w.WriteHeader(http.StatusAccepted)
	}
	s.events <- event{kind, id, body}
}

// collected is what the function writes until its invocation ends.
type collected struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (c *collected) Write(p []byte) (int, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.text.Write(p)
}

func (c *collected) take() string {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	text := c.text.String()
	c.text.Reset()
	return text
}
